using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aso.Claims.Store;
using Aso.Contracts;
using Aso.Contracts.Enrollment.V1;
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

namespace Aso.Claims.UnitTests.Serving.Review;

/// <summary>Claims as a process would run it: real HTTP, a real database, tokens of a key that only the tests know.</summary>
/// <param name="sandbox">Only a sandbox does without a second person.</param>
public abstract class ReviewHost(bool sandbox = true) : IAsyncLifetime
{
    private const string Issuer = "https://tokens.test";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048));
    private readonly List<string> _warnings = [];
    private WebApplication _app = null!;

    /// <summary>Warnings of the review, in order.</summary>
    internal IReadOnlyList<string> Warnings
    {
        get
        {
            lock (_warnings)
            {
                return [.. _warnings];
            }
        }
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection(
        [
            await SettingAsync(), new("Claims:Review:DueSoonDays", "5"), new("Sandbox:Enabled", $"{sandbox}"),
            new("Kestrel:Endpoints:A:Url", "http://127.0.0.1:0"), new("Kestrel:Endpoints:Management:Url", "http://127.0.0.1:0"),
        ]);
        builder.Logging.ClearProviders().AddProvider(new WarningLog(_warnings));
        builder.AddAsoDefaults(ServiceNames.Claims);
        builder.Services.AddClaims(builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, bus => bus.AddClaimsConsumers());
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenValidationParameters.ValidIssuer = Issuer;
            options.TokenValidationParameters.IssuerSigningKey = _key;
        });
        _app = builder.Build();
        await _app.MigrateAsync(CancellationToken.None);
        _app.UseAsoDefaults();
        _app.MapAsoDefaults();
        _app.MapClaims();
        await _app.StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _key.Rsa.Dispose();
    }

    /// <summary>Names the database.</summary>
    protected abstract Task<KeyValuePair<string, string?>> SettingAsync();

    /// <param name="also">Scopes beside those of claims.</param>
    /// <param name="operators">To the operators' port.</param>
    internal HttpClient Http(
        CallerKind kind = CallerKind.Administrator, Guid? employer = null, string? npi = null, string? client = null, string? person = null, string also = "", bool operators = false)
    {
        var claims = new Dictionary<string, object>
        {
            [TokenClaims.ClientId] = client ?? $"{kind}".ToLowerInvariant(),
            [TokenClaims.Subject] = person ?? client ?? $"{kind}".ToLowerInvariant(),
            [TokenClaims.Kind] = $"{kind}".ToLowerInvariant(),
            [TokenClaims.Scope] = $"{Scopes.ClaimsRead} {Scopes.ClaimsWrite} {also}".TrimEnd(),
        };
        if (employer is { } id)
        {
            claims[TokenClaims.EmployerId] = $"{id}";
        }

        if (npi is not null)
        {
            claims[TokenClaims.Npi] = npi;
        }

        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Access.Audience,
            TokenType = "at+jwt",
            SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
            Claims = claims,
        });
        var http = new HttpClient { BaseAddress = new Uri(operators ? _app.Urls.Last() : _app.Urls.First()) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>What the operators' port tells.</summary>
    internal async Task<string> MetricsAsync()
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(new Uri(_app.Urls.Last()), "metrics"));
    }

    /// <summary>Applies what Enrollment says as the inbox does: together, in one transaction.</summary>
    internal Task HearAsync(Guid employerId, params object[] messages) => WithDbAsync(async (db, services) =>
    {
        var incoming = messages.Select((body, index) => new IncomingMessage(ServiceNames.Enrollment, index + 1, Guid.NewGuid(), body)).ToList();
        await services.GetRequiredService<IInbox<ClaimsDb>>().ApplyAsync(db, employerId, incoming, CancellationToken.None);
        await db.CommitAsync(CancellationToken.None);
        return 0;
    });

    internal Task<T> WithDbAsync<T>(Func<ClaimsDb, Task<T>> use) => WithDbAsync((db, _) => use(db));

    /// <summary>The kinds and bodies of all messages that were queued about the employer, in order.</summary>
    internal Task<List<(string Kind, JsonNode Body)>> SaidAsync(Guid employerId) => WithDbAsync(async db =>
    {
        var rows = await db.Database.SqlQuery<Said>($"SELECT kind AS kind, body AS body FROM outbox WHERE employer_id = {employerId} ORDER BY sequence").ToListAsync();
        return rows.ConvertAll(row => (row.Kind, JsonNode.Parse(row.Body)!));
    });

    internal T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    private async Task<T> WithDbAsync<T>(Func<ClaimsDb, IServiceProvider, Task<T>> use)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<ClaimsDb>(), scope.ServiceProvider);
    }

    private sealed record Said(string Kind, byte[] Body);

    private sealed class WarningLog(List<string> warnings) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Logger(warnings, categoryName);

        public void Dispose()
        {
        }

        private sealed class Logger(List<string> warnings, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && category.StartsWith("Aso.Claims.Review", StringComparison.Ordinal);

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                lock (warnings)
                {
                    warnings.Add(formatter(state, exception));
                }
            }
        }
    }
}

public class SqliteReviewHost : ReviewHost
{
    private readonly string _directory = Directory.CreateTempSubdirectory("claims-review-").FullName;

    public SqliteReviewHost()
        : this(sandbox: true)
    {
    }

    protected SqliteReviewHost(bool sandbox)
        : base(sandbox)
    {
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    protected override Task<KeyValuePair<string, string?>> SettingAsync() => Task.FromResult(KeyValuePair.Create("Data:Directory", (string?)_directory));
}

public class PostgresReviewHost : ReviewHost
{
    public PostgresReviewHost()
        : this(sandbox: true)
    {
    }

    protected PostgresReviewHost(bool sandbox)
        : base(sandbox)
    {
    }

    protected override async Task<KeyValuePair<string, string?>> SettingAsync() =>
        KeyValuePair.Create($"ConnectionStrings:{ServiceNames.Claims}", (string?)await TestServers.NewDatabaseAsync("claims_review"));
}
