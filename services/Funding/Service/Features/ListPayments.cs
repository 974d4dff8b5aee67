using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/payments — the claim payments that were released, in order of release.</summary>
internal static class ListPayments
{
    /// <summary>First in, first out: on a date the order of the queue is the order of release.</summary>
    private static readonly ListOrder<PayableRow> InOrderOfRelease = ListOrder<PayableRow>.By(row => row.ReleasedOn!.Value).Then(row => row.Position);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payments", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListPayments").WithSummary("Released claim payments, in order of release");

    /// <param name="On">The business date of the release.</param>
    /// <param name="Amount">Before recoupment.</param>
    /// <param name="Recouped">What was kept back for an earlier overpayment.</param>
    public sealed record Response(DateOnly On, Guid ClaimId, string ClaimNumber, Money Amount, Money Recouped);

    /// <summary>What narrows the list down.</summary>
    internal readonly record struct Filters(
        [property: FromQuery(Name = "providerNpi"), Description("Only to this provider.")] string? ProviderNpi,
        [property: FromQuery(Name = "claimId"), Description("Only for the claim of this platform's id.")] Guid? ClaimId,
        [property: FromQuery(Name = "from"), Description("Only of this business date or later.")] DateOnly? From,
        [property: FromQuery(Name = "to"), Description("Only of this business date or earlier.")] DateOnly? To,
        [property: FromQuery(Name = "amountFrom"), Description("Only of this amount or more, before recoupment.")] Money? AmountFrom,
        [property: FromQuery(Name = "amountTo"), Description("Only of this amount or less, before recoupment.")] Money? AmountTo,
        [property: FromQuery(Name = "descending"), Description("true: the last released first.")] bool? Descending);

    private static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] Filters filters, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(filters.Descending == true ? InOrderOfRelease.Backwards() : InOrderOfRelease, out var slice, out var problem))
        {
            return problem;
        }

        var released = db.Payables.AsNoTracking().Where(row => row.EmployerId == employerId && row.Kind == PayableKind.Claim && row.ReleasedOn != null);
        return TypedResults.Ok((await slice.ReadAsync(Narrow(released, filters), cancel)).ConvertAll(row => new Response(
            row.ReleasedOn!.Value, row.PayableId, row.ClaimNumber!, row.Amount, row.Recouped)));
    }

    private static IQueryable<PayableRow> Narrow(IQueryable<PayableRow> payments, Filters filters)
    {
        payments = filters.ProviderNpi is { } npi ? payments.Where(row => row.ProviderNpi == npi) : payments;
        payments = filters.ClaimId is { } claim ? payments.Where(row => row.PayableId == claim) : payments;
        payments = filters.From is { } from ? payments.Where(row => row.ReleasedOn >= from) : payments;
        payments = filters.To is { } to ? payments.Where(row => row.ReleasedOn <= to) : payments;
        payments = filters.AmountFrom is { } least ? payments.Where(row => row.Amount >= least) : payments;
        return filters.AmountTo is { } most ? payments.Where(row => row.Amount <= most) : payments;
    }
}
