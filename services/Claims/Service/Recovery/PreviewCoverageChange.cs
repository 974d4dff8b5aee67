using System.ComponentModel;
using System.Text.Json.Nodes;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Recovery;

/// <summary>POST /members/{memberId}/coverages/preview: what a change of coverage would make recoverable, before it is made.</summary>
/// <remarks>Enrollment checks the spans by the rules of the change itself; Funding says which payments are released. Nothing is changed anywhere.</remarks>
internal static class PreviewCoverageChange
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/members/{memberId}/coverages/preview", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            // Enrollment and Funding are asked with the caller's own token.
            .RequireScope(Scopes.EnrollmentRead)
            .RequireScope(Scopes.FundingRead)
            .WithName("PreviewCoverageChange")
            .WithSummary("What a change of a member's coverage would make recoverable; changes nothing")
            .WithDescription("The body is that of the change. A dependant's claims go by its own spans: preview each member whose coverage is to end.");

    /// <summary>The body of the change, as Enrollment takes it.</summary>
    internal sealed record Request(IReadOnlyList<Span>? Coverages = null);

    /// <summary>Checked by Enrollment, which names what is wrong with it.</summary>
    internal sealed record Span(string? Plan = null, string? Tier = null, string? From = null, string? To = null);

    internal enum Effect
    {
        /// <summary>Funding did not answer: whether the payment is released is not known.</summary>
        Unknown,

        /// <summary>Not released yet: the payment would leave the queue.</summary>
        Withdrawn,

        /// <summary>Released: the payee would owe it, and its next payments would be kept back.</summary>
        Recouped,
    }

    internal sealed record Answer
    {
        public required string MemberId { get; init; }

        [Description("In order of receipt.")]
        public required IReadOnlyList<Previewed> Claims { get; init; }

        public required IReadOnlyList<PayeeTotal> Payees { get; init; }

        [Description("Σ of what would be recoverable.")]
        public required Money Recoverable { get; init; }
    }

    internal sealed record Previewed(
        RecoverableClaim Claim,
        [property: Description("Recoverable already by the coverage as known now.")] bool AlreadyRecoverable,
        [property: Description("What a void would do with the payment: recouped where it is released, withdrawn where it waits, unknown where Funding does not answer.")] Effect ByVoid);

    /// <summary>What one payee has of it.</summary>
    internal sealed record PayeeTotal(
        [property: Description("Left out: the employee.")] string? ProviderNpi,
        int Claims, Money Recoverable,
        [property: Description("What voids of these claims would have it owe.")] Money Recouped,
        [property: Description("What voids of these claims would take out of the queue.")] Money Withdrawn);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult, ContentHttpResult>> HandleAsync(
        Guid employerId, string memberId, Request request, ClaimsDb db, TermsCache cache, OtherServices others, HttpContext http, CancellationToken cancel)
    {
        if (http.User.ToCaller().Kind == CallerKind.Provider)
        {
            return Problems.NotFound("employer");
        }

        var path = $"v1/employers/{employerId}/members/{Uri.EscapeDataString(memberId)}/coverages/check";
        var body = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Options);
        using var change = await others.AskAsync(http, OtherServices.Enrollment, HttpMethod.Post, path, body, cancel);
        if (change is null)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "enrollment-unavailable", "Enrollment, which checks the spans, does not answer: try again in a moment.", []);
        }

        var answered = await change.Content.ReadAsStringAsync(cancel);
        if (!change.IsSuccessStatusCode)
        {
            return TypedResults.Content(answered, "application/problem+json", statusCode: (int)change.StatusCode);
        }

        if (await ReadSpansAsync(db, cache, employerId, JsonNode.Parse(answered)!, cancel) is not { } spans)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "not-caught-up", "Claims has not heard yet of a plan that the coverage names: try again in a moment.", []);
        }

        var claims = await FindAsync(db, Keys.OfMember(employerId, memberId), spans, cancel);
        var payments = await PaymentsAsync(others, http, employerId, claims.ConvertAll(found => found.Claim.ClaimId), cancel);
        return TypedResults.Ok(ToAnswer(memberId, claims.ConvertAll(found => found with { ByVoid = payments.GetValueOrDefault(found.Claim.ClaimId) })));
    }

    /// <summary>Null where a plan is not known here.</summary>
    private static async Task<List<CoverageOfMember>?> ReadSpansAsync(ClaimsDb db, TermsCache cache, Guid employerId, JsonNode member, CancellationToken cancel)
    {
        if (await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel) is not { } employer)
        {
            return null;
        }

        var plans = (await cache.GetAsync(db, employer, cancel)).Plans;
        var spans = new List<CoverageOfMember>();
        foreach (var span in member["coverages"]!.AsArray())
        {
            if (!plans.TryGetValue((string)span!["plan"]!, out var plan))
            {
                return null;
            }

            spans.Add(new(plan.Code, plan.Line, Date(span["from"])!.Value, Date(span["to"])));
        }

        return spans;
    }

    private static DateOnly? Date(JsonNode? date) =>
        date is null ? null : DateOnly.ParseExact(date.GetValue<string>(), "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<List<Previewed>> FindAsync(ClaimsDb db, Guid memberKey, List<CoverageOfMember> spans, CancellationToken cancel)
    {
        var known = await db.Members.AsNoTracking().SingleOrDefaultAsync(row => row.MemberKey == memberKey, cancel);
        var rows = await db.Claims.AsNoTracking()
            .Where(row => row.MemberKey == memberKey && row.Status == ClaimStatus.Approved && row.Paid > Money.Zero)
            .OrderBy(row => row.ReceivedAt).ToListAsync(cancel);
        return
        [
            .. from row in rows
               let claim = RecoverableClaim.Of(row, spans)
               where claim is not null
               select new Previewed(claim, known is not null && RecoverableClaim.Of(row, known.Coverages) is not null, Effect.Unknown),
        ];
    }

    private static async Task<Dictionary<Guid, Effect>> PaymentsAsync(
        OtherServices others, HttpContext http, Guid employerId, List<Guid> claims, CancellationToken cancel)
    {
        const int AskedTogether = 50;
        var effects = new Dictionary<Guid, Effect>();
        foreach (var some in claims.Chunk(AskedTogether))
        {
            var path = $"v1/employers/{employerId}/payables?{string.Join('&', some.Select(id => $"claimId={id}"))}";
            using var answer = await others.AskAsync(http, OtherServices.Funding, HttpMethod.Get, path, body: null, cancel);
            if (answer is not { IsSuccessStatusCode: true })
            {
                continue;
            }

            foreach (var payable in JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancel))!["items"]!.AsArray())
            {
                effects[payable!["claimId"]!.GetValue<Guid>()] = (string?)payable["payment"] switch
                {
                    "queued" => Effect.Withdrawn,
                    "released" => Effect.Recouped,
                    _ => Effect.Unknown,
                };
            }
        }

        return effects;
    }

    private static Answer ToAnswer(string memberId, List<Previewed> claims) => new()
    {
        MemberId = memberId,
        Claims = claims,
        Payees =
        [
            .. claims.GroupBy(found => found.Claim.ProviderNpi).OrderBy(payee => payee.Key, StringComparer.Ordinal).Select(payee => new PayeeTotal(
                payee.Key, payee.Count(), payee.Sum(found => found.Claim.Recoverable),
                payee.Where(found => found.ByVoid == Effect.Recouped).Sum(found => found.Claim.Paid),
                payee.Where(found => found.ByVoid == Effect.Withdrawn).Sum(found => found.Claim.Paid))),
        ],
        Recoverable = claims.Sum(found => found.Claim.Recoverable),
    };
}
