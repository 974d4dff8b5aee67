using System.Text.Json.Nodes;

namespace Aso.Load;

/// <summary>Where the claims of a run go, and what is sent there.</summary>
/// <param name="Path">Where each claim is posted.</param>
/// <param name="ClaimOf">The body of the claim of an index.</param>
/// <param name="SendAsync">Sends a request once and hands over whatever is answered.</param>
internal sealed record ClaimDestination(string Path, Func<int, byte[]> ClaimOf, Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> SendAsync)
{
    /// <summary>Submits, as an 837 file, so many claims from an index on; returns its report. Null where no files are taken.</summary>
    public Func<int, int, CancellationToken, Task<JsonNode>>? SendFileAsync { get; init; }
}
