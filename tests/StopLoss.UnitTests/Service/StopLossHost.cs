using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aso.Contracts;
using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Aso.Servers;
using Aso.StopLoss.Store;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Aso.StopLoss.UnitTests.Service;

/// <summary>The stop-loss service as a process would run it: real HTTP, real gRPC, a real database, its own token issuer.</summary>
public abstract class StopLossHost : IAsyncLifetime
{
    private const string Issuer = "https://tokens.test";

    private readonly RsaSecurityKey _key = new(RSA.Create(2048));
    private WebApplication _app = null!;
    private Uri _http = null!;
    private Uri _grpc = null!;

    /// <summary>Names the database.</summary>
    protected abstract Task<KeyValuePair<string, string?>> SettingAsync();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Configuration.AddInMemoryCollection([await SettingAsync()]);
        builder.Logging.ClearProviders();
        builder.AddAsoDefaults(ServiceNames.StopLoss);
        builder.Services.AddStopLoss(builder.Configuration);
        builder.Services.AddAsoBus(builder.Configuration, bus => bus.AddStopLossConsumers());
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenValidationParameters.ValidIssuer = Issuer;
            options.TokenValidationParameters.IssuerSigningKey = _key;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhostPort(HttpProtocols.Http1);
            kestrel.ListenLocalhostPort(HttpProtocols.Http2);
        });
        _app = builder.Build();
        await _app.MigrateAsync(CancellationToken.None);
        _app.UseAsoDefaults();
        _app.MapAsoDefaults();
        _app.MapStopLoss();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (_http, _grpc) = (new(addresses[0]), new(addresses[1]));
    }

    public virtual async Task DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public string Token(CallerKind kind, Guid? tenant = null, string? scope = null, TimeSpan? life = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Access.Audience,
            TokenType = "at+jwt",
            Expires = DateTime.UtcNow + (life ?? TimeSpan.FromHours(1)),
            SigningCredentials = new(_key, SecurityAlgorithms.RsaSha256),
            Claims = ClaimsOf(kind, tenant, scope),
        });

    private static Dictionary<string, object> ClaimsOf(CallerKind kind, Guid? tenant, string? scope)
    {
        var claims = new Dictionary<string, object>
        {
            [TokenClaims.ClientId] = $"{kind}-{tenant}",
            [TokenClaims.Kind] = kind.ToString().ToLowerInvariant(),
            [TokenClaims.Scope] = scope ?? (kind == CallerKind.Carrier ? Scopes.Carrier : string.Join(' ', Scopes.All)),
        };
        if (tenant is { } id)
        {
            claims[kind == CallerKind.Carrier ? TokenClaims.CarrierId : TokenClaims.EmployerId] = $"{id}";
        }

        return claims;
    }

    public HttpClient Http(CallerKind kind = CallerKind.Administrator, Guid? tenant = null)
    {
        var client = new HttpClient { BaseAddress = _http };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(kind, tenant));
        return client;
    }

    public StopLossPartner.StopLossPartnerClient Carrier(Guid carrierId) => Partner(Token(CallerKind.Carrier, carrierId));

    public StopLossPartner.StopLossPartnerClient Partner(string? token) => new(Channel(token));

    public GrpcChannel Channel(string? token)
    {
        var credentials = CallCredentials.FromInterceptor((_, metadata) =>
        {
            if (token is not null)
            {
                metadata.Add("authorization", $"Bearer {token}");
            }

            return Task.CompletedTask;
        });
        return GrpcChannel.ForAddress(_grpc, new()
        {
            Credentials = ChannelCredentials.Create(ChannelCredentials.Insecure, credentials),
            UnsafeUseInsecureChannelCallCredentials = true,
        });
    }

    /// <summary>Applies what other services say, as their next messages, in one batch.</summary>
    internal async Task HearAsync(Guid employerId, params IReadOnlyList<IncomingMessage> messages)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StopLossDb>();
        await scope.ServiceProvider.GetRequiredService<IInbox<StopLossDb>>().ApplyAsync(db, employerId, messages, CancellationToken.None);
        await db.CommitAsync(CancellationToken.None);
    }

    /// <summary>The kinds of all messages that were queued about the employer, in order, each with its body.</summary>
    internal async Task<IReadOnlyList<(string Kind, JsonNode Body)>> SaidAsync(Guid employerId)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<StopLossDb>();
        var rows = await db.Database.SqlQuery<Said>($"SELECT kind AS kind, body AS body FROM outbox WHERE employer_id = {employerId} ORDER BY sequence").ToListAsync();
        return [.. rows.Select(row => (row.Kind, JsonNode.Parse(row.Body)!))];
    }

    public async Task<Guid> CarrierIdAsync(string name = "Northern Re")
    {
        var answer = await Http().PostAsJsonAsync("/v1/carriers", new { name });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["carrierId"]!.GetValue<Guid>();
    }
}

internal sealed record Said(string Kind, byte[] Body);

public sealed class SqliteHost : StopLossHost
{
    private readonly string _directory = Directory.CreateTempSubdirectory("stop-loss-").FullName;

    protected override Task<KeyValuePair<string, string?>> SettingAsync() =>
        Task.FromResult(KeyValuePair.Create("Data:Directory", (string?)_directory));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}

public sealed class PostgresHost : StopLossHost
{
    private Task<string>? _database;

    /// <summary>Another process of the service on the same database.</summary>
    public async Task<PostgresHost> ReplicaAsync()
    {
        var replica = new PostgresHost { _database = _database };
        await replica.InitializeAsync();
        return replica;
    }

    protected override async Task<KeyValuePair<string, string?>> SettingAsync() =>
        KeyValuePair.Create($"ConnectionStrings:{ServiceNames.StopLoss}", (string?)await (_database ??= TestServers.NewDatabaseAsync("stop_loss")));
}

internal static class Listening
{
    public static void ListenLocalhostPort(this KestrelServerOptions kestrel, HttpProtocols protocols) =>
        kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
}
