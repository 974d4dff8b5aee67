using System.ComponentModel;
using System.Text.Json;
using Aso.Claims.Domain;
using Aso.Claims.Intake;
using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Features;

/// <summary>POST /claims: receive one claim and decide it at once.</summary>
internal static class SubmitClaim
{
    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/claims", HandleAsync)
            .RequireScope(Scopes.ClaimsWrite)
            .WithName("SubmitClaim")
            .WithSummary("Submit a claim and get its decision")
            .WithDescription(
                "An original (frequency 1), a replacement (7) or a void (8). The same claim sent again is answered with its decision and changes nothing; "
                + "the same number with other content is refused (409). A claim that hits one of the employer's review rules is answered as pended, and decided by a person.")
            .WithExample("""
                {"claimNumber": "EXAMPLE-1", "line": "medical", "frequency": 1, "memberId": "HP00001", "providerNpi": "1999001005", "diagnoses": ["J06.9"],
                 "lines": [{"procedure": "99213", "serviceDate": "2026-06-15", "units": 1, "billed": "165.00"}]}
                """);

    /// <summary>As it comes: everything is optional to the reader, so that all that is missing or malformed is told at once.</summary>
    internal sealed record Request
    {
        [Description("Your number of the claim, unique at the employer: 1 to 50 printable ASCII characters other than /, \\ and %.")]
        public string? ClaimNumber { get; init; }

        [Description("medical, dental, std or ltd.")]
        public string? Line { get; init; }

        [Description("1 original, 7 replacement, 8 void.")]
        public int? Frequency { get; init; }

        [Description("Frequency 7 and 8: the number of the claim to replace or void.")]
        public string? Original { get; init; }

        public string? MemberId { get; init; }

        [Description("Medical and dental: the provider's NPI.")]
        public string? ProviderNpi { get; init; }

        [Description("The number of the prior authorization.")]
        public string? Authorization { get; init; }

        [Description("ICD-10-CM codes, the principal one first.")]
        public IReadOnlyList<string?>? Diagnoses { get; init; }

        [Description("Medical and dental: the service lines, in order.")]
        public IReadOnlyList<LineRequest?>? Lines { get; init; }

        [Description("Short-term disability: accident or sickness.")]
        public string? Cause { get; init; }

        [Description("Disability: its first day.")]
        public string? DisabledFrom { get; init; }

        [Description("Disability: the last day certified.")]
        public string? CertifiedThrough { get; init; }

        [Description("Long-term disability: other income, each by the month.")]
        public IReadOnlyList<string?>? MonthlyOffsets { get; init; }
    }

    internal sealed record LineRequest
    {
        public string? Procedure { get; init; }

        public IReadOnlyList<string?>? Modifiers { get; init; }

        [Description("Dental: the teeth treated, each with its surfaces (\"14\", \"14MOD\"), or areas of the mouth. The same service on another tooth is no duplicate.")]
        public IReadOnlyList<string?>? Areas { get; init; }

        public string? ServiceDate { get; init; }

        [Description("A number above zero, at most three decimals.")]
        [WrittenAs("number", "string")]
        public JsonElement? Units { get; init; }

        [Description("Dollars, such as \"180.00\".")]
        public string? Billed { get; init; }

        [Description("What another payer has paid on this line; zero is a payment.")]
        public string? OtherPayerPaid { get; init; }
    }

    private static async Task<Results<Created<ClaimAnswer>, Ok<ClaimAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, ClaimIntake intake, HttpContext http, CancellationToken cancel)
    {
        var caller = http.User.ToCaller();
        var reading = ClaimReading.Read(request);
        List<Refusal> refusals = [.. reading.Refusals, .. Given(IdempotencyKey.Check(http))];
        if (reading.Claim is not { } claim || refusals.Count > 0)
        {
            return Problems.Refuse(refusals);
        }

        if (ProviderScope.Check(caller, claim) is { } foreign)
        {
            return Problems.Refuse(foreign);
        }

        var outcome = await intake.DecideAsync(SubmissionOf(employerId, claim, http), cancel);
        return outcome switch
        {
            Outcome.Decided decided when IsFirstAnswer(decided) => TypedResults.Created(
                new Uri($"/v1/employers/{employerId}/claims/{Uri.EscapeDataString(claim.Number)}", UriKind.Relative), AnswerOf(decided)),
            Outcome.Decided decided => TypedResults.Ok(AnswerOf(decided)),
            Outcome.Refused refused => Problems.Refuse(refused.Refusals),
            _ => throw new InvalidOperationException("An outcome is decided or refused."),
        };
    }

    /// <summary>A claim that is valid in itself, submitted by whoever calls, in whatever form it came.</summary>
    internal static Submission SubmissionOf(Guid employerId, Claim claim, HttpContext http)
    {
        var caller = http.User.ToCaller();
        return new()
        {
            EmployerId = employerId,
            Claim = claim,
            IdempotencyKey = IdempotencyKey.Of(http, employerId, caller),
            Npis = ProviderScope.NpisOf(caller),
            By = caller.Actor,
        };
    }

    /// <summary>The claim as it was first answered, to its first submission and to the same request again; otherwise as it stands now.</summary>
    internal static ClaimAnswer AnswerOf(Outcome.Decided decided) =>
        IsFirstAnswer(decided) ? ClaimAnswer.AsFirstAnswered(decided.Row, decided.Decision) : ClaimAnswer.Of(decided.Row, decided.Decision);

    private static bool IsFirstAnswer(Outcome.Decided decided) => decided.IsNew || decided.SameRequest;

    private static Refusal[] Given(Refusal? refusal) => refusal is null ? [] : [refusal];
}
