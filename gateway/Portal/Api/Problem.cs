using System.Net.Http.Json;
using System.Text.Json;

namespace Aso.Portal.Api;

/// <summary>The body of a refusal, as far as the portal reads it.</summary>
internal sealed record Problem(string? Code, string? Detail, IReadOnlyList<Problem.Error>? Errors)
{
    internal sealed record Error(string? Field, string? Detail);

    /// <summary>What the API says is to be mended; without words where the body has none.</summary>
    public static async Task<Refusal> ReadAsync(HttpResponseMessage answer, CancellationToken cancel)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<Problem>(PortalJson.Options, cancel) is { } problem ? problem.ToRefusal() : Refusal.Wordless;
        }
        catch (JsonException)
        {
            return Refusal.Wordless;
        }
    }

    private Refusal ToRefusal()
    {
        var remedies = (Errors ?? []).Select(Words).OfType<string>().ToList();
        return new(Code ?? "", remedies.Count > 0 ? remedies : Detail is null ? [] : [Detail]);
    }

    private static string? Words(Error error) =>
        error.Detail is null or "" ? null : string.IsNullOrEmpty(error.Field) ? error.Detail : $"{error.Field}: {error.Detail}";
}
