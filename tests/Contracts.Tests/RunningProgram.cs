using System.Reflection;
using System.Text.Json.Nodes;
using Aso.Claims;
using Aso.Enrollment;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Aso.Funding;
using Aso.Gateway;
using Aso.StopLoss;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aso.Contracts.Tests;

/// <summary>A description as it is served.</summary>
/// <param name="Endpoints">What it was made of.</param>
public sealed record Described(JsonObject Document, IReadOnlyList<ApiDescription> Endpoints);

/// <summary>A program with an API, run on loopback with an empty database of its own and nobody around it.</summary>
internal sealed record RunningProgram(
    Assembly Assembly, Action<IServiceCollection, IConfiguration> Add, Action<IEndpointRouteBuilder> Map, Action<IBusRegistrationConfigurator> Consumers)
{
    public static readonly IReadOnlyDictionary<string, RunningProgram> All = new Dictionary<string, RunningProgram>
    {
        [GatewayService.Name] = new(typeof(GatewayService).Assembly, (services, settings) => services.AddGateway(settings), app => app.MapGateway(), _ => { }),
        [ServiceNames.Enrollment] = new(typeof(EnrollmentService).Assembly, (services, settings) => services.AddEnrollment(settings), app => app.MapEnrollment(), bus => bus.AddEnrollmentConsumers()),
        [ServiceNames.Claims] = new(typeof(ClaimsService).Assembly, (services, settings) => services.AddClaims(settings), app => app.MapClaims(), bus => bus.AddClaimsConsumers()),
        [ServiceNames.Funding] = new(typeof(FundingService).Assembly, (services, settings) => services.AddFunding(settings), app => app.MapFunding(), bus => bus.AddFundingConsumers()),
        [ServiceNames.StopLoss] = new(typeof(StopLossService).Assembly, (services, settings) => services.AddStopLoss(settings), app => app.MapStopLoss(), bus => bus.AddStopLossConsumers()),
    };

    /// <summary>The OpenAPI description that the program of that name serves.</summary>
    public static async Task<Described> DescriptionAsync(string name)
    {
        var directory = Directory.CreateTempSubdirectory("aso-description-");
        await using (var app = await All[name].StartAsync(name, directory.FullName))
        {
            using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
            var description = JsonNode.Parse(await http.GetStringAsync(new Uri("openapi/v1.json", UriKind.Relative)))!.AsObject();
            var endpoints = EndpointsOf(app);
            await app.StopAsync();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            directory.Delete(recursive: true);
            return new(description, endpoints);
        }
    }

    /// <summary>The endpoints that a program describes, with the types that they take and answer.</summary>
    public static IReadOnlyList<ApiDescription> EndpointsOf(WebApplication app) =>
        [.. app.Services.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(group => group.Items)];

    private async Task<WebApplication> StartAsync(string name, string directory)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = Assembly.GetName().Name, EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection([new("Data:Directory", directory), new("Sandbox:Enabled", "true")]);
        builder.Logging.ClearProviders();
        builder.AddAsoDefaults(name);
        Add(builder.Services, builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, Consumers);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        app.UseAsoDefaults();
        app.MapAsoDefaults();
        Map(app);
        await app.StartAsync();
        return app;
    }
}
