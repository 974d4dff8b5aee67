using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Features;

/// <summary>GET …/payables — every claim payment that was ever owed, and where it stands.</summary>
internal static class ListPayables
{
    private const int ClaimsMax = 100;

    private static readonly ListOrder<PayableRow> InOrderOfPosting = ListOrder<PayableRow>.By(row => row.Position);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payables", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("ListPayables").WithSummary("Every claim payment ever owed, in posting order");

    /// <param name="Amount">Before recoupment.</param>
    /// <param name="On">The business date of its release; left out where it was not released.</param>
    public sealed record Response(Guid ClaimId, string ClaimNumber, Money Amount, PayableStatus Payment, DateOnly? On);

    /// <summary>What narrows the list down.</summary>
    internal readonly record struct Filters(
        [property: FromQuery(Name = "claimId"), Description("Only these claims', at most 100.")] Guid[]? ClaimId,
        [property: FromQuery(Name = "status"), Description("Only payments that stand so.")] PayableStatus? Status,
        [property: FromQuery(Name = "providerNpi"), Description("Only this provider's.")] string? ProviderNpi,
        [property: FromQuery(Name = "amountFrom"), Description("Only of this amount or more.")] Money? AmountFrom,
        [property: FromQuery(Name = "amountTo"), Description("Only of this amount or less.")] Money? AmountTo);

    private static async Task<Results<Ok<Page<Response>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] Filters filters, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (filters.ClaimId is { Length: > ClaimsMax })
        {
            return Problems.Refuse(new Refusal("too-many-claims", "claimId", $"Name at most {ClaimsMax} claims."));
        }

        if (!page.Passes(InOrderOfPosting, out var slice, out var problem))
        {
            return problem;
        }

        var payables = Narrow(db.Payables.AsNoTracking().Where(row => row.EmployerId == employerId && row.Kind == PayableKind.Claim), filters);
        return TypedResults.Ok((await slice.ReadAsync(payables, cancel)).ConvertAll(row => new Response(
            row.PayableId, row.ClaimNumber!, row.Amount, row.Status, row.ReleasedOn)));
    }

    private static IQueryable<PayableRow> Narrow(IQueryable<PayableRow> payables, Filters filters)
    {
        payables = filters.ClaimId is { Length: > 0 } claims ? payables.Where(row => claims.Contains(row.PayableId)) : payables;
        payables = filters.Status is { } status ? payables.Where(row => row.Status == status) : payables;
        payables = filters.ProviderNpi is { } npi ? payables.Where(row => row.ProviderNpi == npi) : payables;
        payables = filters.AmountFrom is { } least ? payables.Where(row => row.Amount >= least) : payables;
        return filters.AmountTo is { } most ? payables.Where(row => row.Amount <= most) : payables;
    }
}
