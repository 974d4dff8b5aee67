using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Features;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.Deposits;

/// <summary>POST …/deposits/{depositId}/confirm and /reject — the administrator's staff says whether announced money came.</summary>
internal static class DecideAnnouncement
{
    private const int ReasonLengthMax = 500;

    public static void Map(RouteGroupBuilder employer)
    {
        employer.MapPost("/deposits/{depositId:guid}/confirm", ConfirmAsync)
            .RequireScope(Scopes.FundingConfirm)
            .ForAdministrators()
            .Idempotent<FundingDb>()
            .WithName("ConfirmDeposit").WithSummary("Post an announced deposit as the bank shows it")
            .WithDescription("Send what the bank's statement shows: that is posted, on the business date of today. What differs from the announcement is said.");
        employer.MapPost("/deposits/{depositId:guid}/reject", RejectAsync)
            .RequireScope(Scopes.FundingConfirm)
            .ForAdministrators()
            .Idempotent<FundingDb>()
            .WithName("RejectDeposit").WithSummary("Say that an announced deposit did not come");
    }

    /// <param name="Amount">As the bank shows it.</param>
    /// <param name="Reference">As the bank shows it, 1 to 50 characters; used once.</param>
    public sealed record Confirmation(Money Amount, string Reference);

    /// <param name="Reason">As the employer is told, 1 to 500 characters.</param>
    public sealed record Rejection(string Reason);

    internal sealed record Confirmed
    {
        public required DepositAnswer Deposit { get; init; }

        [Description("What the account holds after all that the deposit released.")]
        public required Money Cash { get; init; }

        [Description("Where the bank shows something else than was announced; empty where it does not.")]
        public required IReadOnlyList<Difference> Differences { get; init; }
    }

    internal sealed record Difference(
        [property: Description("amount or reference.")] string Field, string Announced, string Received);

    private static async Task<Results<Ok<Confirmed>, ProblemHttpResult>> ConfirmAsync(
        Guid employerId, Guid depositId, Confirmation request, FundingDb db, ICostFeed feed, HttpContext http, TimeProvider clock, CancellationToken cancel)
    {
        Refusal[] malformed = [.. BookRefusals.OfAmount(request.Amount), .. BookRefusals.OfReference(request.Reference)];
        if (malformed.Length > 0)
        {
            return Problems.Refuse(malformed);
        }

        // Load.
        var desk = new Desk(db, employerId);
        if (await desk.TryBookAsync(cancel) is not { } book || await db.DepositAnnouncements.FindAsync([employerId, depositId], cancel) is not { } announced)
        {
            return NoSuchAnnouncement();
        }

        // Decide.
        var posting = new DepositPosting(db, book, employerId);
        var deposit = new PaidIn(request.Amount, request.Reference, http.User.Subject());
        if ((Refuses(announced) ?? posting.Refuses(deposit) ?? await posting.RefusesReferenceAsync(deposit.Reference, byStaff: true, cancel, depositId)) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        // Store and tell.
        var row = await posting.PostAsync(deposit, depositId, cancel);
        Decide(announced, DepositStatus.Received, deposit.By, clock);
        announced.PostedAs = row.DepositId;
        desk.PutBack(feed, clock);
        await db.CommitAsync(cancel);
        return TypedResults.Ok(new Confirmed { Deposit = DepositAnswer.Of(row, announced), Cash = book.Cash, Differences = [.. Differences(announced, row)] });
    }

    private static async Task<Results<Ok<DepositAnswer>, ProblemHttpResult>> RejectAsync(
        Guid employerId, Guid depositId, Rejection request, FundingDb db, HttpContext http, TimeProvider clock, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonLengthMax)
        {
            return Problems.Refuse(new Refusal("reason-required", "reason", $"Say why in 1 to {ReasonLengthMax} characters: the employer reads it."));
        }

        // Load.
        await db.LockBookAsync(employerId, cancel);
        if (await db.DepositAnnouncements.FindAsync([employerId, depositId], cancel) is not { } announced)
        {
            return NoSuchAnnouncement();
        }

        // Decide.
        if (Refuses(announced) is { } refusal)
        {
            return Problems.Refuse(refusal);
        }

        // Store.
        Decide(announced, DepositStatus.Rejected, http.User.Subject(), clock);
        announced.Reason = request.Reason;
        await db.CommitAsync(cancel);
        return TypedResults.Ok(DepositAnswer.Of(announced));
    }

    private static ProblemHttpResult NoSuchAnnouncement() => Problems.NotFound("announced deposit");

    private static Refusal? Refuses(DepositAnnouncementRow announced) => announced.Status == DepositStatus.Announced
        ? null
        : new("deposit-decided", "depositId", "This was confirmed or rejected before: nothing is left to decide.", StatusCodes.Status409Conflict);

    private static void Decide(DepositAnnouncementRow announced, DepositStatus status, string by, TimeProvider clock) =>
        (announced.Status, announced.DecidedBy, announced.DecidedAt) = (status, by, clock.GetUtcNow().UtcDateTime);

    private static IEnumerable<Difference> Differences(DepositAnnouncementRow announced, DepositRow received)
    {
        if (announced.Amount != received.Amount)
        {
            yield return new("amount", announced.Amount.ToString(), received.Amount.ToString());
        }

        if (announced.Reference != received.Reference)
        {
            yield return new("reference", announced.Reference, received.Reference);
        }
    }
}
