using System.Text.Json.Nodes;
using Grpc.Net.Client;

namespace Aso.Embedded.Demo;

/// <summary>A running platform, as the administrator's system sees it, and where its partners call.</summary>
public sealed class PlatformAccess : IDisposable
{
    private readonly HttpClient _http;
    private readonly GrpcChannel _channel;

    /// <param name="grpcAddress">Null: the same address with TLS, the next port without, since HTTP/1.1 and HTTP/2 cannot share a cleartext port.</param>
    /// <param name="patience">See <see cref="PlatformConnection.Patience"/>; null: as there.</param>
    public PlatformAccess(Uri address, Uri? grpcAddress, string clientId, string clientSecret, TimeSpan? patience = null)
    {
        ArgumentNullException.ThrowIfNull(address);
        // A path below an address without a slash at its end would replace its last part.
        var root = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { BaseAddress = root, Timeout = TimeSpan.FromMinutes(2) };
        _channel = GrpcChannel.ForAddress(grpcAddress ?? PartnersOf(root));
        Administrator = patience is { } given
            ? new(_http, clientId, clientSecret) { Patience = given }
            : new(_http, clientId, clientSecret);
    }

    public PlatformConnection Administrator { get; }

    /// <returns>The carrier's id.</returns>
    public async Task<string> CreateCarrierAsync(string name, CancellationToken cancel)
    {
        var carrier = new JsonObject { ["carrierId"] = Guid.CreateVersion7().ToString(), ["name"] = name };
        return (await Administrator.PostAsync("v1/carriers", carrier, cancel))["carrierId"]!.GetValue<string>();
    }

    /// <summary>Gives the carrier's system credentials of its own and signs in with them.</summary>
    public async Task<CarrierConnection> SignInCarrierAsync(string carrierId, CancellationToken cancel)
    {
        var registration = new JsonObject { ["kind"] = "carrier", ["name"] = "Carrier's system", ["carrierId"] = carrierId };
        var client = await Administrator.PostAsync("v1/clients", registration, cancel);
        var signedIn = new PlatformConnection(_http, client["clientId"]!.GetValue<string>(), client["clientSecret"]!.GetValue<string>());
        return new(_channel, signedIn);
    }

    public void Dispose()
    {
        Administrator.Dispose();
        _channel.Dispose();
        _http.Dispose();
    }

    private static Uri PartnersOf(Uri address) =>
        address.Scheme == Uri.UriSchemeHttps ? address : new UriBuilder(address) { Port = address.Port + 1, Path = "" }.Uri;
}
