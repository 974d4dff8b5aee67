using System.ComponentModel;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Review;

/// <summary>PUT and GET /review-rules: what an employer's claims are held back for.</summary>
internal static class SetReviewRules
{
    private const int PrefixesMax = 500;
    private const int PrefixLength = 10;

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapPut("/review-rules", PutAsync)
            .RequireScope(Scopes.ClaimsWrite)
            .ForAdministrators()
            .WithName("SetReviewRules")
            .WithSummary("Hold claims back for a person to look at")
            .WithDescription("These rules take the place of all before; an empty object holds nothing back. Claims that wait already are not touched. With If-Match, the ETag of what was read, it is refused where somebody changed the rules meanwhile.");
        employer.MapGet("/review-rules", GetAsync)
            .RequireScope(Scopes.ClaimsRead)
            .WithName("GetReviewRules")
            .WithSummary("What claims are held back for");
    }

    /// <summary>A claim that hits any of these waits in the work queue.</summary>
    internal sealed record Body
    {
        [Description("More billed than this, in dollars: \"5000.00\".")]
        public string? BilledOver { get; init; }

        [Description("More than this would be paid by the plan.")]
        public string? PaysOver { get; init; }

        [Description("Beginnings of ICD-10-CM codes, with or without their dot.")]
        public IReadOnlyList<string?>? DiagnosisPrefixes { get; init; }

        [Description("The claim names no diagnosis.")]
        public bool? NoDiagnosis { get; init; }

        [Description("A line would be denied because the service needs a prior authorization and the claim names none.")]
        public bool? NoAuthorization { get; init; }

        public static Body Of(ReviewRules? rules) => new()
        {
            BilledOver = rules?.BilledOver?.ToString(),
            PaysOver = rules?.PaysOver?.ToString(),
            DiagnosisPrefixes = rules?.DiagnosisPrefixes ?? [],
            NoDiagnosis = rules?.NoDiagnosis ?? false,
            NoAuthorization = rules?.NoAuthorization ?? false,
        };
    }

    private static async Task<Results<Ok<Body>, ProblemHttpResult>> PutAsync(
        Guid employerId, Body body, ClaimsDb db, HttpContext http, CancellationToken cancel)
    {
        var reading = new FieldReading();
        var rules = Read(body, reading);
        if (reading.Refusals.Count > 0)
        {
            return Problems.Refuse(reading.Refusals.Select(refusal => refusal with { Code = "invalid-review-rules" }));
        }

        // Claims that are being decided finish under the rules that they began with.
        await db.LockAsync(Locks.Employer, employerId, cancel);
        if (await db.Employers.FindAsync([employerId], cancel) is not { } employer)
        {
            return Problems.NotFound("employer");
        }

        if (http.RefuseIfChanged(Body.Of(employer.ReviewRules)) is { } changed)
        {
            return changed;
        }

        employer.ReviewRules = HoldsNothing(rules) ? null : rules;
        await db.CommitAsync(cancel);
        return TypedResults.Ok(Body.Of(employer.ReviewRules));
    }

    private static async Task<Results<Ok<Body>, ProblemHttpResult>> GetAsync(Guid employerId, ClaimsDb db, HttpContext http, CancellationToken cancel) =>
        http.User.ToCaller().Kind != CallerKind.Provider && await db.Employers.FindAsync([employerId], cancel) is { } employer
            ? TypedResults.Ok(Body.Of(employer.ReviewRules))
            : Problems.NotFound("employer");

    private static ReviewRules Read(Body body, FieldReading reading) => new()
    {
        BilledOver = body.BilledOver is null ? null : reading.Amount("billedOver", body.BilledOver),
        PaysOver = body.PaysOver is null ? null : reading.Amount("paysOver", body.PaysOver),
        DiagnosisPrefixes = Prefixes(body.DiagnosisPrefixes ?? [], reading),
        NoDiagnosis = body.NoDiagnosis ?? false,
        NoAuthorization = body.NoAuthorization ?? false,
    };

    private static List<string> Prefixes(IReadOnlyList<string?> prefixes, FieldReading reading)
    {
        if (prefixes.Count > PrefixesMax)
        {
            reading.Refuse("diagnosisPrefixes", $"Name at most {PrefixesMax} prefixes.");
            return [];
        }

        return [.. prefixes.Select((prefix, index) => Prefix($"diagnosisPrefixes[{index}]", prefix, reading))];
    }

    private static string Prefix(string field, string? prefix, FieldReading reading)
    {
        // A prefix of nothing but a dot would hold every claim.
        if (prefix is { Length: > 0 } && !prefix.Any(char.IsAsciiLetterOrDigit))
        {
            reading.Refuse(field, "Use the letters and digits with which the code begins, such as \"C50\".");
            return "";
        }

        return reading.Code(field, prefix, PrefixLength);
    }

    private static bool HoldsNothing(ReviewRules rules) =>
        rules is { BilledOver: null, PaysOver: null, DiagnosisPrefixes.Count: 0, NoDiagnosis: false, NoAuthorization: false };
}
