using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Aso.Contracts;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Enrollment.UnitTests.Api;

/// <summary>Enrollment as it runs, over SQLite in a directory of its own, with tokens that the test signs.</summary>
internal sealed class EnrollmentHost : IAsyncDisposable
{
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048));

    private readonly WebApplication _app;
    private readonly DirectoryInfo _data;

    private EnrollmentHost(WebApplication app, DirectoryInfo data)
    {
        _app = app;
        _data = data;
    }

    public IServiceProvider Services => _app.Services;

    public HttpClient Administrator => ClientOf("administrator", null, Scopes.EnrollmentRead, Scopes.EnrollmentWrite, Scopes.PlatformAdmin);

    public HttpClient Stranger => new() { BaseAddress = new Uri(_app.Urls.First()) };

    public static async Task<EnrollmentHost> StartAsync(bool sandbox = true, TimeProvider? clock = null, int membersPerCommit = 500)
    {
        var data = Directory.CreateTempSubdirectory("enrollment");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Data:Directory"] = data.FullName,
            ["Sandbox:Enabled"] = sandbox.ToString(),
            ["Enrollment:MembersPerCommit"] = membersPerCommit.ToString(null, null),
            ["Enrollment:TimeZone"] = "America/New_York",
            ["Enrollment:DayChangePoll"] = "1.00:00:00",
            ["Auth:Issuer"] = "https://tests.example",
        });
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddAsoDefaults(ServiceNames.Enrollment);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddEnrollment(builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, bus => bus.AddEnrollmentConsumers());
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
            options.TokenValidationParameters.IssuerSigningKey = Key);
        var app = builder.Build();
        await app.MigrateAsync(CancellationToken.None);
        app.UseAsoDefaults();
        app.MapEnrollment();
        await app.StartAsync();
        return new(app, data);
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
            Issuer = "https://tests.example",
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

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _data.Delete(recursive: true);
    }

    private async Task<List<(string Kind, string Body)>> RowsAsync(Guid employerId)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EnrollmentDb>();
        var told = new List<(string, string)>();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "SELECT employer_id, kind, body FROM outbox ORDER BY sequence";
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            if (Guid.Parse(reader.GetString(0)) == employerId)
            {
                told.Add((reader.GetString(1), Encoding.UTF8.GetString((byte[])reader[2])));
            }
        }

        return told;
    }
}
