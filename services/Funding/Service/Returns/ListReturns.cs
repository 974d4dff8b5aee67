using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Nacha;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Returns;

/// <summary>GET …/returns — what banks returned and was posted, and whether a returned payment was made anew.</summary>
internal static class ListReturns
{
    private static readonly ListOrder<BankReturnRow> InOrderOfPosting = ListOrder<BankReturnRow>.By(row => row.Number);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/returns", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithName("ListReturns").WithSummary("Payments and deposits that banks returned, in order of posting");

    internal sealed record PostedReturn
    {
        [Description("The business date on which it was posted.")]
        public required DateOnly On { get; init; }

        [Description("The bank's number of the entry that it returned, fifteen digits.")]
        public required string OriginalTraceNumber { get; init; }

        [Description("Why it came back: R and two digits.")]
        public required string ReasonCode { get; init; }

        [Description("The same in words.")]
        public required string Reason { get; init; }

        public required Money Amount { get; init; }

        [Description("Of a payment: the business date on which it was released first.")]
        public DateOnly? PaidOn { get; init; }

        public string? ProviderNpi { get; init; }

        public string? MemberId { get; init; }

        [Description("Of a deposit.")]
        public string? DepositReference { get; init; }

        [Description("Of a payment: where it stands as it is owed again.")]
        public PayableStatus? Reissue { get; init; }

        [Description("Of a payment: the business date on which it was released anew.")]
        public DateOnly? ReissuedOn { get; init; }
    }

    /// <summary>What narrows the list down.</summary>
    internal readonly record struct Filters(
        [property: FromQuery(Name = "from"), Description("Only posted on this business date or later.")] DateOnly? From,
        [property: FromQuery(Name = "to"), Description("Only posted on this business date or earlier.")] DateOnly? To,
        [property: FromQuery(Name = "providerNpi"), Description("Only payments to this provider.")] string? ProviderNpi,
        [property: FromQuery(Name = "memberId"), Description("Only payments to this employee.")] string? MemberId,
        [property: FromQuery(Name = "reasonCode"), Description("Only for this reason: R and two digits.")] string? ReasonCode);

    private static async Task<Results<Ok<Page<PostedReturn>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] Filters filters, [AsParameters] PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(InOrderOfPosting, out var slice, out var problem))
        {
            return problem;
        }

        var rows = await slice.ReadAsync(Narrow(db.BankReturns.AsNoTracking().Where(row => row.EmployerId == employerId), filters), cancel);
        var ids = rows.Items.Select(row => row.ReturnId).ToList();
        var reissues = await db.Payables.AsNoTracking().Where(row => row.EmployerId == employerId && ids.Contains(row.PayableId)).ToDictionaryAsync(row => row.PayableId, cancel);
        return TypedResults.Ok(rows.ConvertAll(row => ToReturn(row, reissues.GetValueOrDefault(row.ReturnId))));
    }

    private static IQueryable<BankReturnRow> Narrow(IQueryable<BankReturnRow> returns, Filters filters)
    {
        returns = filters.From is { } from ? returns.Where(row => row.ReturnedOn >= from) : returns;
        returns = filters.To is { } to ? returns.Where(row => row.ReturnedOn <= to) : returns;
        returns = filters.ProviderNpi is { } npi ? returns.Where(row => row.ProviderNpi == npi) : returns;
        returns = filters.MemberId is { } member ? returns.Where(row => row.MemberId == member) : returns;
        return filters.ReasonCode is { } reason ? returns.Where(row => row.Reason == reason) : returns;
    }

    private static PostedReturn ToReturn(BankReturnRow row, PayableRow? reissue) => new()
    {
        On = row.ReturnedOn,
        OriginalTraceNumber = row.OriginalTrace,
        ReasonCode = row.Reason,
        Reason = ReturnReasons.WordsOf(row.Reason),
        Amount = row.Amount,
        PaidOn = row.PaidOn,
        ProviderNpi = row.ProviderNpi,
        MemberId = row.MemberId,
        DepositReference = row.DepositReference,
        Reissue = reissue?.Status,
        ReissuedOn = reissue?.ReleasedOn,
    };
}
