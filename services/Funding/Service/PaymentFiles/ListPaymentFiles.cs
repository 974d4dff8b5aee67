using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.PaymentFiles;

/// <summary>GET …/payment-files — the files that were issued to the bank.</summary>
internal static class ListPaymentFiles
{
    private static readonly ListOrder<PaymentFileRow> LatestFirst = ListOrder<PaymentFileRow>.By(row => row.PaidOn).Backwards();

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payment-files", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithName("ListPaymentFiles").WithSummary("The payment files that were issued, the latest business date first");

    /// <summary>One file, without its payments.</summary>
    internal sealed record IssuedFile
    {
        [Description("The business date of the releases: what the file itself is found by.")]
        public required DateOnly On { get; init; }

        [Description("The banking day on which the money is to be there.")]
        public required DateOnly EffectiveOn { get; init; }

        [Description("UTC.")]
        public required DateTime IssuedAt { get; init; }

        [Description("Σ of the payments in the file.")]
        public required Money Total { get; init; }

        [Description("How many payments the bank is told of; with none there is no file.")]
        public required int Payments { get; init; }

        [Description("How many payments of the date must go another way.")]
        public required int NotInFile { get; init; }
    }

    private static async Task<Results<Ok<Page<IssuedFile>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, [AsParameters] PageQuery page, CancellationToken cancel,
        [FromQuery(Name = "from"), Description("Only of this business date or later.")] DateOnly? from = null,
        [FromQuery(Name = "to"), Description("Only of this business date or earlier.")] DateOnly? to = null)
    {
        if (!page.Passes(LatestFirst, out var slice, out var problem))
        {
            return problem;
        }

        var files = db.PaymentFiles.AsNoTracking().Where(row => row.EmployerId == employerId);
        files = from is { } first ? files.Where(row => row.PaidOn >= first) : files;
        files = to is { } last ? files.Where(row => row.PaidOn <= last) : files;
        return TypedResults.Ok((await slice.ReadAsync(files, cancel)).ConvertAll(ToIssued));
    }

    private static IssuedFile ToIssued(PaymentFileRow row)
    {
        var answer = row.ToAnswer();
        return new()
        {
            On = row.PaidOn,
            EffectiveOn = answer.EffectiveOn,
            IssuedAt = row.IssuedAt,
            Total = answer.Total,
            Payments = answer.Payments.Count,
            NotInFile = answer.NotInFile.Count,
        };
    }
}
