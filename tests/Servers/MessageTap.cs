using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Aso.Servers;

/// <summary>Hears what passes an exchange of the broker, by a queue of its own, as an operator with the broker's console would.</summary>
public sealed class MessageTap : IDisposable
{
    private const string Queue = "tap";
    private const int MessagesMax = 10_000;

    private readonly HttpClient _management;
    private readonly string _virtualHost;

    private MessageTap(HttpClient management, string virtualHost) => (_management, _virtualHost) = (management, virtualHost);

    /// <param name="virtualHost">As <see cref="TestServers.NewVirtualHostAsync"/> returned it.</param>
    /// <param name="exchanges">That are there.</param>
    public static async Task<MessageTap> OnAsync(string virtualHost, IEnumerable<string> exchanges)
    {
        var tap = new MessageTap(await TestServers.ManagementAsync(), new Uri(virtualHost).AbsolutePath[1..]);
        (await tap._management.PutAsJsonAsync($"/api/queues/{tap._virtualHost}/{Queue}", new { durable = false, auto_delete = false })).EnsureSuccessStatusCode();
        foreach (var exchange in exchanges)
        {
            (await tap._management.PostAsJsonAsync($"/api/bindings/{tap._virtualHost}/e/{exchange}/q/{Queue}", new { routing_key = "" })).EnsureSuccessStatusCode();
        }

        return tap;
    }

    /// <summary>Each message since the last call: <c>payload</c> as text, and beside it all that the broker knows of it, headers and routing included.</summary>
    public async Task<IReadOnlyList<JsonObject>> HeardAsync()
    {
        var answer = await _management.PostAsJsonAsync(
            $"/api/queues/{_virtualHost}/{Queue}/get", new { count = MessagesMax, ackmode = "ack_requeue_false", encoding = "auto" });
        return [.. (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonArray>())!.Select(message => message!.AsObject())];
    }

    public void Dispose() => _management.Dispose();
}
