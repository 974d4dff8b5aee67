using System.Text.Json;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Funding.Remittances;

/// <summary>What Claims says of a claim, as far as a remittance tells it. Other members of its answer are read over.</summary>
internal sealed record ClaimDecision
{
    private const int AskedTogether = 1_000;

    private static readonly JsonSerializerOptions Wire = new(WireJson.Options) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Skip };

    public required Guid ClaimId { get; init; }

    public required string ClaimNumber { get; init; }

    public required string MemberId { get; init; }

    /// <summary>medical or dental.</summary>
    public required string Line { get; init; }

    public required int Frequency { get; init; }

    /// <summary>Of a replacement: the claim that it took the place of.</summary>
    public Guid? OriginalClaimId { get; init; }

    public required DateOnly ReceivedOn { get; init; }

    public required Money Billed { get; init; }

    public required Money Paid { get; init; }

    public required Money MemberOwes { get; init; }

    public required IReadOnlyList<LineDecision> Lines { get; init; }

    public bool IsDenied => Lines.All(line => line.Status == "denied");

    /// <summary>Another payer came first. A claim does not say how many did.</summary>
    public bool IsSecondary => Lines.Any(line => line.OtherPayerPaid is not null);

    /// <summary>The decisions by claim, asked for the caller all together; null where Claims does not answer.</summary>
    public static async Task<Dictionary<Guid, ClaimDecision>?> AskAsync(
        OtherServices others, HttpContext http, Guid employerId, IEnumerable<Guid> claimIds, CancellationToken cancel)
    {
        var found = new Dictionary<Guid, ClaimDecision>();
        foreach (var some in claimIds.Distinct().Chunk(AskedTogether))
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(new { claimIds = some }, WireJson.Options);
            using var answer = await others.AskAsync(http, OtherServices.Claims, HttpMethod.Post, $"v1/employers/{employerId}/claims/lookup", body, cancel);
            if (answer is not { IsSuccessStatusCode: true })
            {
                return null;
            }

            foreach (var decision in (await answer.Content.ReadFromJsonAsync<Page<ClaimDecision>>(Wire, cancel))!.Items)
            {
                found[decision.ClaimId] = decision;
            }
        }

        return found;
    }
}

/// <summary>billed = paid + Σ of the adjustments.</summary>
internal sealed record LineDecision
{
    public required string Procedure { get; init; }

    public required IReadOnlyList<string> Modifiers { get; init; }

    public required DateOnly ServiceDate { get; init; }

    /// <summary>At most three decimals.</summary>
    public required decimal Units { get; init; }

    public required Money Billed { get; init; }

    public Money? OtherPayerPaid { get; init; }

    /// <summary>priced or denied.</summary>
    public required string Status { get; init; }

    public required Money Allowed { get; init; }

    public required Money Paid { get; init; }

    /// <summary>By group and reason code, such as CO-45.</summary>
    public required IReadOnlyDictionary<string, Money> Adjustments { get; init; }
}
