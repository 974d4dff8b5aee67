using System.Net;
using System.Net.Sockets;
using Aso.Gateway.Routes;
using Microsoft.Extensions.Time.Testing;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Aso.Gateway.Tests;

public sealed class ReplicaTests
{
    private static readonly IPAddress First = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Second = IPAddress.Parse("10.0.0.2");

    private readonly FakeTimeProvider _clock = new();
    private IPAddress[]? _answer = [Second, First];

    [Fact]
    public async Task Every_replica_behind_a_name_gets_its_share_under_that_name()
    {
        var found = await ResolveAsync("http://claims:8080");

        Assert.Equal(["http://10.0.0.1:8080/", "http://10.0.0.2:8080/"], found.Destinations.Values.Select(destination => destination.Address));
        Assert.All(found.Destinations.Values, destination => Assert.Equal("claims:8080", destination.Host));
    }

    [Fact]
    public async Task A_new_replica_is_found_within_seconds()
    {
        var found = await ResolveAsync("http://claims:8080");

        _clock.Advance(Replicas.LookedUpEvery - TimeSpan.FromMilliseconds(1));
        Assert.False(found.ChangeToken!.HasChanged);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(found.ChangeToken.HasChanged);
    }

    [Fact]
    public async Task A_name_that_nobody_knows_yet_does_not_stop_the_start()
    {
        _answer = null;

        Assert.Equal(["http://claims:8080"], (await ResolveAsync("http://claims:8080")).Destinations.Values.Select(destination => destination.Address));
    }

    [Fact]
    public async Task While_names_cannot_be_looked_up_the_known_replicas_serve_on()
    {
        var resolver = new Replicas(_clock, LookUpAsync);
        await ResolveAsync("http://claims:8080", resolver);
        _answer = null;

        Assert.Equal(2, (await ResolveAsync("http://claims:8080", resolver)).Destinations.Count);
    }

    [Theory]
    [InlineData("http://10.1.2.3:8080")]
    [InlineData("http://localhost:8080")]
    public async Task An_address_that_is_no_name_is_taken_as_it_is(string address)
    {
        var found = await ResolveAsync(address);

        Assert.Equal([address], found.Destinations.Values.Select(destination => destination.Address));
        Assert.Null(found.ChangeToken);
    }

    private ValueTask<ResolvedDestinationCollection> ResolveAsync(string address, Replicas? resolver = null) =>
        (resolver ?? new(_clock, LookUpAsync)).ResolveDestinationsAsync(
            new Dictionary<string, DestinationConfig> { ["claims-1"] = new() { Address = address } }, CancellationToken.None);

    private Task<IPAddress[]> LookUpAsync(string name, CancellationToken cancel) =>
        _answer is { } addresses ? Task.FromResult(addresses) : throw new SocketException((int)SocketError.HostNotFound);
}
