using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Aso.Foundation;
using Aso.Gateway.Tokens;

namespace Aso.Gateway.Tests;

public sealed class KeyTests : IDisposable
{
    private static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("aso-keys-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void The_first_start_makes_a_key_that_only_its_owner_can_read()
    {
        var file = Assert.Single(new KeyFiles(_folder).Refresh(Start));

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal([file], Directory.GetFiles(_folder));
        Assert.Equal([file], new KeyFiles(_folder).Refresh(Start.AddHours(1)));   // a restart finds it again
    }

    [Fact]
    public void A_new_key_is_published_a_day_before_it_signs_and_the_old_one_two_days_after()
    {
        var keys = new KeyFiles(_folder);
        var old = Assert.Single(keys.Refresh(Start));
        Assert.Equal([old], keys.Refresh(Start.AddDays(89)));

        var young = Assert.Single(keys.Refresh(Start.AddDays(90)), file => file != old);

        Assert.Equal([old, young], keys.Refresh(Start.AddDays(90)));
        Assert.Equal([old, young], keys.Refresh(Start.AddDays(91).AddSeconds(-1)));
        Assert.Equal([young, old], keys.Refresh(Start.AddDays(91)));
        Assert.Equal([young, old], keys.Refresh(Start.AddDays(93).AddSeconds(-1)));
        Assert.Equal([young], keys.Refresh(Start.AddDays(93)));
        Assert.False(File.Exists(old));
    }

    [Fact]
    public async Task A_new_key_is_published_without_a_restart_and_tokens_of_the_old_one_stay_good()
    {
        await using var gateway = await GatewayHost.StartAsync(("Data:Directory", _folder));
        var token = await gateway.TokenAsync();
        Assert.Single(await PublishedAsync(gateway));

        new KeyFiles(Path.Combine(_folder, "keys")).Refresh(DateTime.UtcNow + KeyFiles.Life);
        ((SigningKeys)gateway.Services.GetService(typeof(SigningKeys))!).Refresh();

        Assert.Equal(2, (await PublishedAsync(gateway)).Count);
        using var answer = await gateway.SendAsync(HttpMethod.Get, "/v1/clients", token);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.NotEmpty(await gateway.TokenAsync());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public async Task Mounted_keys_are_used_in_the_order_that_the_configuration_gives()
    {
        var (first, second) = (Write("first.pem", RSA.Create(2048)), Write("second.pem", ECDsa.Create(ECCurve.NamedCurves.nistP256)));
        await using var before = await GatewayHost.StartAsync(("Auth:KeyFiles:0", first));
        await using var after = await GatewayHost.StartAsync(("Auth:KeyFiles:0", second), ("Auth:KeyFiles:1", first));

        var old = await before.TokenAsync();
        var young = await after.TokenAsync();

        Assert.Equal("RS256", global::Aso.Gateway.Tests.Tokens.Header(old).GetProperty("alg").GetString());
        Assert.Equal("ES256", global::Aso.Gateway.Tests.Tokens.Header(young).GetProperty("alg").GetString());
        foreach (var token in (string[])[old, young])
        {
            using var answer = await after.SendAsync(HttpMethod.Get, "/v1/clients", token);
            Assert.True(answer.IsSuccessStatusCode);
        }
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_stops_the_start_and_is_named()
    {
        var weak = Write("weak.pem", RSA.Create(1024));

        var failure = await Assert.ThrowsAsync<StartRefusedException>(() => GatewayHost.StartAsync(("Auth:KeyFiles:0", weak)));

        Assert.Contains(weak, failure.Message, StringComparison.Ordinal);
    }

    private string Write(string name, AsymmetricAlgorithm key)
    {
        var file = Path.Combine(_folder, name);
        using (key)
        {
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        }

        return file;
    }

    private static async Task<List<string?>> PublishedAsync(GatewayHost gateway)
    {
        var keys = await gateway.Client.GetFromJsonAsync<JsonElement>(new Uri(".well-known/jwks", UriKind.Relative));
        return [.. keys.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString())];
    }
}
