using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aso.Contracts;
using Aso.Enrollment.Clock;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Aso.Servers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Enrollment.UnitTests.Api;

/// <summary>Enrollment as it runs, over a database of its own, with tokens that the test signs.</summary>
public abstract class EnrollmentHost(bool sandbox = true, TimeProvider? clock = null) : IAsyncLifetime
{
    private const string Issuer = "https://tokens.test";

    /// <summary>Few, so that even short files are applied in several transactions.</summary>
    private const string MembersPerCommit = "50";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048));

    private readonly Interruption _interruption = new();
    private KeyValuePair<string, string?> _database;
    private WebApplication _app = null!;

    public HttpClient Administrator => ClientOf("administrator", null, Scopes.EnrollmentRead, Scopes.EnrollmentWrite, Scopes.PlatformAdmin);

    public HttpClient Stranger => new() { BaseAddress = new Uri(_app.Urls.First()) };

    internal DayChange DayChange => _app.Services.GetServices<IHostedService>().OfType<DayChange>().Single();

    /// <summary>Names the database.</summary>
    protected abstract Task<KeyValuePair<string, string?>> DatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await DatabaseAsync();
        await StartAsync();
    }

    /// <summary>Lets so many more transactions begin and holds all others until <see cref="RestartAsync"/>.</summary>
    /// <returns>Ends when one is held.</returns>
    public Task HoldAfterAsync(int transactions) => _interruption.HoldAfterAsync(transactions);

    /// <summary>Ends it in good order, as an update does, and starts it again on its data.</summary>
    public async Task RestartAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _interruption.Release();
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(
        [
            _database,
            new("Sandbox:Enabled", sandbox ? "true" : "false"),
            new("Enrollment:MembersPerCommit", MembersPerCommit),
            new("Enrollment:TimeZone", "America/New_York"),
            new("Enrollment:DayChangePoll", "1.00:00:00"),
        ]);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddAsoDefaults(ServiceNames.Enrollment);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddEnrollment(builder.Configuration);
        builder.Services.ConfigureDbContext<EnrollmentDbPostgres>(options => options.AddInterceptors(_interruption));
        builder.Services.ConfigureDbContext<EnrollmentDbSqlite>(options => options.AddInterceptors(_interruption));
        builder.Services.AddAsoBus(builder.Configuration, bus => bus.AddEnrollmentConsumers());
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenValidationParameters.ValidIssuer = Issuer;
            options.TokenValidationParameters.IssuerSigningKey = Key;
        });
        _app = builder.Build();
        await _app.MigrateAsync(CancellationToken.None);
        _app.UseAsoDefaults();
        _app.MapEnrollment();
        await _app.StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public HttpClient ClientOf(string kind, Guid? employerId, params string[] scopes)
    {
        var claims = new List<Claim>
        {
            new(TokenClaims.Kind, kind), new(TokenClaims.ClientId, $"{kind}-client"), new(TokenClaims.Scope, string.Join(' ', scopes)),
        };
        if (employerId is { } id)
        {
            claims.Add(new(TokenClaims.EmployerId, id.ToString()));
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Access.Audience,
            TokenType = "at+jwt",
            Subject = new ClaimsIdentity(claims),
            Expires = DateTime.UtcNow.AddHours(1),
            SigningCredentials = new(Key, SecurityAlgorithms.RsaSha256),
        });
        var client = Stranger;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>The kinds of message about the employer that are on their way, in order. Nobody listens here, so all of them stay.</summary>
    public async Task<IReadOnlyList<string>> ToldAsync(Guid employerId) => [.. (await RowsAsync(employerId)).Select(row => row.Kind)];

    /// <summary>The bodies of those messages.</summary>
    public async Task<IReadOnlyList<JsonNode>> BodiesAsync(Guid employerId) =>
        [.. (await RowsAsync(employerId)).Select(row => JsonNode.Parse(row.Body)!)];

    /// <summary>An employer with one plan of each line but long-term disability.</summary>
    public async Task<Guid> RegisterAsync()
    {
        var employerId = Guid.NewGuid();
        await MustAsync(Administrator.PostAsJsonAsync("v1/employers", Samples.AcmeTooling with { EmployerId = employerId }, WireJson.Options));
        foreach (var plan in new[] { Samples.Medical, Samples.Medical with { Code = "DEN", Line = "dental" }, Samples.ShortTermDisability })
        {
            await MustAsync(Administrator.PostAsJsonAsync($"v1/employers/{employerId}/plans", plan, WireJson.Options));
        }

        return employerId;
    }

    public static async Task<JsonNode> MustAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>The status and the code of a refusal, and all its errors, each as <c>code field</c>.</summary>
    public static async Task<(int Status, string Code, string[] Errors)> RefusedAsync(Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        var problem = await response.Content.ReadFromJsonAsync<JsonNode>();
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return ((int)response.StatusCode, (string)problem!["code"]!, [.. problem["errors"]!.AsArray().Select(error => $"{error!["code"]} {error["field"]}")]);
    }

    private async Task<List<Told>> RowsAsync(Guid employerId)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EnrollmentDb>();
        return await db.Database.SqlQuery<Told>($"SELECT kind AS kind, body AS body FROM outbox WHERE employer_id = {employerId} ORDER BY sequence").ToListAsync();
    }

    private sealed record Told(string Kind, byte[] Body);
}

public class SqliteHost : EnrollmentHost
{
    private readonly string _directory = Directory.CreateTempSubdirectory("enrollment-").FullName;

    public SqliteHost()
    {
    }

    protected SqliteHost(bool sandbox, TimeProvider clock)
        : base(sandbox, clock)
    {
    }

    protected override Task<KeyValuePair<string, string?>> DatabaseAsync() =>
        Task.FromResult(KeyValuePair.Create("Data:Directory", (string?)_directory));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}

public class PostgresHost : EnrollmentHost
{
    public PostgresHost()
    {
    }

    protected PostgresHost(bool sandbox, TimeProvider clock)
        : base(sandbox, clock)
    {
    }

    protected override async Task<KeyValuePair<string, string?>> DatabaseAsync() =>
        KeyValuePair.Create($"ConnectionStrings:{ServiceNames.Enrollment}", (string?)await TestServers.NewDatabaseAsync("enrollment"));
}

/// <summary>A clock that stands: noon UTC of a day, or any other instant.</summary>
public sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;
}
