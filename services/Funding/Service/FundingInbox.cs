using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.Funding.V1;
using Aso.Contracts.StopLoss.V1;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Features;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding;

/// <summary>All that Funding hears, on one page. An employer's messages are applied to its book in one go, by one writer at a time.</summary>
internal sealed class FundingInbox(ICostFeed feed, TimeProvider clock) : IInbox<FundingDb>
{
    public async Task ApplyAsync(FundingDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        var desk = new Desk(db, employerId);
        await desk.LookUpAsync([.. messages.Select(message => message.Body)], cancel);
        foreach (var message in messages)
        {
            using (message.Activate())
            {
                await ApplyAsync(desk, message, cancel);
            }
        }

        desk.PutBack(feed, clock);
    }

    private static Task ApplyAsync(Desk desk, IncomingMessage message, CancellationToken cancel) => message.Body switch
    {
        ClaimAdjudicated adjudicated => PostAsync(desk, message.MessageId, adjudicated, cancel),
        ClaimReversed reversed => ReverseAsync(desk, message.MessageId, reversed, cancel),
        ClaimsDateMoved moved => PassDatesAsync(desk, message.MessageId, moved, cancel),
        ReimbursementAccepted accepted => ApplyAsync(desk, new BookEvent.ReimbursementAccepted(
            message.MessageId, accepted.RequestId, new Money(accepted.AcceptedCents)), cancel),
        RemittanceReceived received => ApplyAsync(desk, new BookEvent.RemittanceReceived(
            message.MessageId, BookId.OfRemittance(desk.EmployerId, received.Reference), new Money(received.AmountCents)), cancel),
        EmployerRegistered registered => KeepTerms.RegisterAsync(desk.Db, registered, cancel),
        PolicyWritten written => KeepTerms.WritePolicyAsync(desk.Db, written, cancel),
        PlanDefined defined => DefinePlanAsync(desk, defined, cancel),
        MemberCoverageChanged changed => ChangeCoverageAsync(desk, changed, cancel),
        _ => Task.CompletedTask,
    };

    private static async Task ApplyAsync(Desk desk, BookEvent bookEvent, CancellationToken cancel) =>
        await (await desk.BookAsync(cancel)).ApplyAsync(bookEvent, cancel);

    /// <summary>The claim's own posting, then its fee: two events. A replacement has no fee.</summary>
    private static async Task PostAsync(Desk desk, Guid cause, ClaimAdjudicated claim, CancellationToken cancel)
    {
        var book = await desk.BookAsync(cancel);
        if (claim is { Approved: true, PaidCents: > 0 })
        {
            var payee = Conversions.PayeeOf(claim.ProviderNpi, claim.MemberId);
            await book.ApproveAsync(
                new BookEvent.ClaimApproved(cause, claim.ClaimId, payee, new Money(claim.PaidCents)),
                new ClaimPayment(claim.ClaimNumber, claim.MemberId, claim.Line, claim.ProviderNpi, claim.Lines),
                cancel);
        }
        else if (claim.ProviderNpi is { } npi)
        {
            desk.Db.UnpaidClaims.Add(new() { EmployerId = desk.EmployerId, ClaimId = claim.ClaimId, ProviderNpi = npi, DecidedOn = book.On!.Value });
        }

        if (claim.Frequency == 1)
        {
            await book.ApplyAsync(new BookEvent.ClaimFeeDue(cause, claim.ClaimId), cancel);
        }
    }

    private static async Task ReverseAsync(Desk desk, Guid cause, ClaimReversed reversed, CancellationToken cancel)
    {
        var book = await desk.BookAsync(cancel);
        await book.ApplyAsync(new BookEvent.ClaimReversed(cause, reversed.ClaimId, await book.StoredAsync(reversed.ClaimId, cancel)), cancel);
        if (await desk.Db.UnpaidClaims.FindAsync([desk.EmployerId, reversed.ClaimId], cancel) is { } unpaid)
        {
            unpaid.ReversedOn ??= book.On;
        }
    }

    private static async Task PassDatesAsync(Desk desk, Guid cause, ClaimsDateMoved moved, CancellationToken cancel)
    {
        var book = await desk.BookAsync(cancel);
        var roster = await desk.RosterAsync(cancel);
        await desk.Db.Policies.Where(row => row.EmployerId == desk.EmployerId).LoadAsync(cancel);
        var policies = desk.Db.Policies.Local.Where(row => row.EmployerId == desk.EmployerId)
            .OrderBy(row => row.PeriodFrom).ThenBy(row => row.PolicyId).Select(row => row.ToTerms());
        var facts = new ChargeFacts(book.Employer.ToTerms(), [.. policies], roster.EnrolledOn);
        foreach (var step in BusinessDates.Pass(moved.From, moved.To, cause, facts))
        {
            await book.ApplyAsync(step, cancel);
        }

        await desk.Db.MoveBusinessDateAsync(desk.EmployerId, moved.To, cancel);
        desk.Db.Enqueue(desk.EmployerId, new FundingDateMoved { EmployerId = desk.EmployerId, From = moved.From, To = moved.To });
        desk.WholeReportChanged = true;
    }

    private static async Task DefinePlanAsync(Desk desk, PlanDefined plan, CancellationToken cancel)
    {
        var employer = await KeepTerms.EmployerAsync(desk.Db, desk.EmployerId, cancel);
        if (plan.Line == Contracts.Enrollment.V1.BenefitLine.Medical && !employer.HasMedicalPlan)
        {
            employer.HasMedicalPlan = true;
            await (await desk.RosterAsync(cancel)).CountMedicalOnlyAsync(cancel);
            desk.WholeReportChanged = true;
        }
    }

    private static async Task ChangeCoverageAsync(Desk desk, MemberCoverageChanged changed, CancellationToken cancel)
    {
        var employer = await KeepTerms.EmployerAsync(desk.Db, desk.EmployerId, cancel);
        await (await desk.RosterAsync(cancel)).ChangeAsync(changed, employer.HasMedicalPlan, cancel);
        desk.WholeReportChanged = true;
    }
}
