using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Aso.Load.Floor;

/// <summary>The process of one stage: its work, and the port by which it is asked and its use of the machine is found.</summary>
/// <remarks>
/// Three of them do with Npgsql and RabbitMQ.Client alone what the platform's services do with a claim: HTTP in, accumulators of member
/// and family under a lock, rows, a commit to disk, an outbox and confirmed messages, an inbox that applies each once, balances
/// and two hash-chained entries a claim. They have no gateway, token, plan, validation, duplicate check, stored trace, tracing,
/// live costs, number of each message, and no index but the keys.
/// </remarks>
internal static class FloorStage
{
    private const string EmployerPath = "/v1/employers/";
    private const string ReadyPath = "/health/ready";

    private static readonly Argument<string> Name = new("stage") { Description = $"Which: {string.Join(", ", StageNames.All)}." };

    private static readonly Option<int> Port = new("--port") { Description = "Where it answers, on this machine alone.", Required = true };

    private static readonly Option<string> Database = new("--database") { Description = "The connection string of its own PostgreSQL database.", Required = true };

    private static readonly Option<string> Broker = new("--broker") { Description = "The address of RabbitMQ.", Required = true };

    public static Command Command()
    {
        var command = new Command("floor-stage", "Runs one of the three programs that the floor is measured with.") { Name, Port, Database, Broker };
        Name.AcceptOnlyFromAmong([.. StageNames.All]);
        command.SetAction((line, cancel) => RunAsync(line.GetRequiredValue(Name), line.GetValue(Port), line.GetRequiredValue(Database), new(line.GetRequiredValue(Broker)), cancel));
        return command;
    }

    private static async Task<int> RunAsync(string name, int port, string connectionString, Uri address, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await FloorTables.CreateAsync(name, database, cancel);
        await using var broker = await FloorBroker.OpenAsync(address, cancel);
        await using IFloorStage stage = name switch
        {
            StageNames.Claims => await ClaimsStage.OpenAsync(database, broker, cancel),
            StageNames.Ledger => await LedgerStage.OpenAsync(database, broker, cancel),
            _ => await StopLossStage.OpenAsync(database, broker, cancel),
        };
        await using var app = Door(port, stage);
        await app.StartAsync(cancel);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel, app.Lifetime.ApplicationStopping);
        try
        {
            await stage.WorkAsync(ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Ended on purpose.
        }

        return 0;
    }

    private static WebApplication Door(int port, IFloorStage stage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        app.Run(http =>
            HttpMethods.IsPost(http.Request.Method) && stage is ClaimsStage claims ? claims.AnswerAsync(http, http.RequestAborted)
            : http.Request.Path == ReadyPath ? Task.CompletedTask
            : AnswerSumAsync(http, stage));
        return app;
    }

    /// <summary>What the stage has committed of the claims of <c>/v1/employers/{id}</c>.</summary>
    private static Task AnswerSumAsync(HttpContext http, IFloorStage stage)
    {
        if (http.Request.Path.Value is { } path && path.StartsWith(EmployerPath, StringComparison.Ordinal) && Guid.TryParse(path.AsSpan(EmployerPath.Length), out var employerId))
        {
            return http.Response.WriteAsJsonAsync(stage.Sums.Of(employerId), FloorJson.Default.StageSum);
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
