using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Features;
using Aso.Funding.Store;
using Aso.Nacha;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Returns;

/// <summary>GET …/returns — what banks returned and was posted, and whether a returned payment was made anew.</summary>
internal static class ListReturns
{
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

    private static async Task<Ok<Page<PostedReturn>>> HandleAsync(Guid employerId, FundingDb db, long? after, int? limit, CancellationToken cancel)
    {
        var take = Paging.Limit(limit);
        var from = after ?? 0;
        var rows = await db.BankReturns.AsNoTracking().Where(row => row.EmployerId == employerId && row.Number > from)
            .OrderBy(row => row.Number).Take(take + 1).ToListAsync(cancel);
        var ids = rows.ConvertAll(row => row.ReturnId);
        var reissues = await db.Payables.AsNoTracking().Where(row => row.EmployerId == employerId && ids.Contains(row.PayableId)).ToDictionaryAsync(row => row.PayableId, cancel);
        return TypedResults.Ok(rows.ToPage(take, row => ToReturn(row, reissues.GetValueOrDefault(row.ReturnId)), row => row.Number));
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
