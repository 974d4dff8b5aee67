using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Recovery;

/// <summary>POST /recoverable-claims/void: takes back what a change of coverage made recoverable, each claim by a void of its own (frequency 8).</summary>
/// <remarks>A void's number is made from its claim's id, so the same request again finds it and does nothing.</remarks>
internal static class VoidRecoverableClaims
{
    private const int ClaimsMax = 500;

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPost("/recoverable-claims/void", HandleAsync)
            .RequireScope(Scopes.ClaimsWrite)
            .WithName("VoidRecoverableClaims")
            .WithSummary("Void recoverable claims: those named, or all of a member")
            .WithDescription("Each is voided as if it had been sent (frequency 8): what it used is given back, and its payment is reversed, or recouped where it is released. "
                + "All of a member's leaves out claims that are covered in part; name them to void them whole, or replace them (frequency 7). The same request again changes nothing.");

    internal sealed record Request
    {
        [Description("All of this member's, or, with claims, only claims of this member.")]
        public string? MemberId { get; init; }

        [Description("The numbers of recoverable claims, at most 500.")]
        public IReadOnlyList<string?>? Claims { get; init; }
    }

    internal enum Result
    {
        Voided,

        /// <summary>Another void took it back before.</summary>
        VoidedBefore,

        /// <summary>A part of it is covered: it is left as it is.</summary>
        CoveredInPart,

        /// <summary>It changed in the meantime; see the detail.</summary>
        Refused,
    }

    internal sealed record Answer(
        [property: Description("What the voids take back.")] Money Voided,
        IReadOnlyList<OfClaim> Claims);

    internal sealed record OfClaim(
        string ClaimNumber, Result Result, Money Paid,
        [property: Description("The number of the void.")] string? VoidNumber = null,
        string? Detail = null);

    private static async Task<Results<Ok<Answer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, ClaimsDb db, ClaimIntake intake, HttpContext http, CancellationToken cancel)
    {
        var caller = http.User.ToCaller();
        if (caller.Kind == CallerKind.Provider || !await db.Employers.AnyAsync(row => row.EmployerId == employerId, cancel))
        {
            return Problems.NotFound("employer");
        }

        if (request is { MemberId: null or "", Claims: null or [] } or { Claims.Count: > ClaimsMax })
        {
            return Problems.Refuse(new Refusal("required", "claims", $"Name 1 to {ClaimsMax} claims by their numbers, or a memberId for all of that member's."));
        }

        var (chosen, refusals) = request.Claims is { Count: > 0 } named
            ? await ChooseAsync(db, employerId, request.MemberId, named, cancel)
            : (await ChooseAllAsync(db, employerId, request.MemberId!, cancel), []);
        if (refusals.Count > 0)
        {
            return Problems.Refuse(refusals);
        }

        // Put in line one after the other, so that they are decided together and in order of receipt.
        var voiding = chosen.ConvertAll(claim => VoidAsync(claim, employerId, caller, intake, cancel));
        var claims = await Task.WhenAll(voiding);
        return TypedResults.Ok(new Answer(claims.Where(claim => claim.Result == Result.Voided).Sum(claim => claim.Paid), claims));
    }

    /// <summary>A claim that was chosen, and where it stands.</summary>
    private sealed record Chosen(ClaimRow Row, Result Standing);

    private static string VoidNumberOf(ClaimRow claim) => $"V-{claim.ClaimId:N}";

    private static async Task<OfClaim> VoidAsync(Chosen chosen, Guid employerId, Caller caller, ClaimIntake intake, CancellationToken cancel)
    {
        var row = chosen.Row;
        if (chosen.Standing != Result.Voided)
        {
            return new(row.ClaimNumber, chosen.Standing, row.Paid);
        }

        var voiding = new Claim
        {
            Number = VoidNumberOf(row),
            Line = row.Line,
            Frequency = Frequency.Void,
            Original = row.ClaimNumber,
            MemberId = row.MemberId,
            ProviderNpi = row.ProviderNpi,
        };
        var outcome = await intake.DecideAsync(new() { EmployerId = employerId, Claim = voiding, By = caller.Actor }, cancel);
        return outcome is Outcome.Refused { Refusal: { } refusal }
            ? new(row.ClaimNumber, Result.Refused, row.Paid, Detail: refusal.Detail)
            : new(row.ClaimNumber, Result.Voided, row.Paid, voiding.Number);
    }

    private static async Task<(List<Chosen> Chosen, List<Refusal> Refusals)> ChooseAsync(
        ClaimsDb db, Guid employerId, string? memberId, IReadOnlyList<string?> named, CancellationToken cancel)
    {
        var numbers = named.Select(number => number ?? "").ToList();
        HashSet<Guid> ids = [.. numbers.Select(number => Keys.OfClaim(employerId, number))];
        var rows = await db.Claims.AsNoTracking().Where(row => ids.Contains(row.ClaimId)).ToDictionaryAsync(row => row.ClaimId, cancel);
        var (members, ours) = (await MembersAsync(db, rows.Values, cancel), await OurVoidsAsync(db, employerId, rows.Values, cancel));
        var (chosen, refusals) = (new List<Chosen>(), new List<Refusal>());
        foreach (var (index, number) in numbers.Index())
        {
            var row = rows.GetValueOrDefault(Keys.OfClaim(employerId, number));
            if (row is null || (memberId is { Length: > 0 } && row.MemberId != memberId))
            {
                refusals.Add(new("claim-unknown", $"claims[{index}]", "There is no such claim: name a claim of the list of recoverable ones."));
            }
            else if (row.Status == ClaimStatus.Voided)
            {
                chosen.Add(new(row, ours.Contains(row.ClaimId) ? Result.Voided : Result.VoidedBefore));
            }
            else if (row.Status != ClaimStatus.Approved || FindRecoverable(row, members) is null)
            {
                refusals.Add(new("not-recoverable", $"claims[{index}]", "This claim is not recoverable: nothing was paid on it for dates without coverage, or another claim replaced it."));
            }
            else
            {
                chosen.Add(new(row, Result.Voided));
            }
        }

        return ([.. chosen.DistinctBy(one => one.Row.ClaimId).OrderBy(one => one.Row.ReceivedAt)], refusals);
    }

    private static async Task<List<Chosen>> ChooseAllAsync(ClaimsDb db, Guid employerId, string memberId, CancellationToken cancel)
    {
        var key = Keys.OfMember(employerId, memberId);
        var rows = await db.Claims.AsNoTracking()
            .Where(row => row.MemberKey == key && (row.Status == ClaimStatus.Approved || row.Status == ClaimStatus.Voided) && row.Paid > Money.Zero)
            .OrderBy(row => row.ReceivedAt).ToListAsync(cancel);
        var (members, ours) = (await MembersAsync(db, rows, cancel), await OurVoidsAsync(db, employerId, rows, cancel));
        return
        [
            .. from row in rows
               let recoverable = FindRecoverable(row, members)
               where recoverable is not null && (row.Status == ClaimStatus.Approved || ours.Contains(row.ClaimId))
               select new Chosen(row, row.Status == ClaimStatus.Voided || recoverable.IsWhole ? Result.Voided : Result.CoveredInPart),
        ];
    }

    private static RecoverableClaim? FindRecoverable(ClaimRow row, Dictionary<Guid, MemberRow> members) =>
        members.TryGetValue(row.MemberKey, out var member) ? RecoverableClaim.Of(row, member.Coverages) : null;

    private static Task<Dictionary<Guid, MemberRow>> MembersAsync(ClaimsDb db, IEnumerable<ClaimRow> rows, CancellationToken cancel)
    {
        HashSet<Guid> keys = [.. rows.Select(row => row.MemberKey)];
        return db.Members.AsNoTracking().Where(row => keys.Contains(row.MemberKey)).ToDictionaryAsync(row => row.MemberKey, cancel);
    }

    /// <summary>Those of the voided claims that were voided here.</summary>
    private static async Task<HashSet<Guid>> OurVoidsAsync(ClaimsDb db, Guid employerId, IEnumerable<ClaimRow> rows, CancellationToken cancel)
    {
        var byVoid = rows.Where(row => row.Status == ClaimStatus.Voided).ToDictionary(row => Keys.OfClaim(employerId, VoidNumberOf(row)), row => row.ClaimId);
        List<Guid> voids = [.. byVoid.Keys];
        var found = await db.Claims.AsNoTracking().Where(row => voids.Contains(row.ClaimId)).Select(row => row.ClaimId).ToListAsync(cancel);
        return [.. found.Select(id => byVoid[id])];
    }
}
