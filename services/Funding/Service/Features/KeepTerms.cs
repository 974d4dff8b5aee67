using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.StopLoss.V1;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Primitives;

namespace Aso.Funding.Features;

/// <summary>EmployerRegistered, PolicyWritten → Funding's own copy of the terms that it keeps books by.</summary>
internal static class KeepTerms
{
    public static async Task RegisterAsync(FundingDb db, EmployerRegistered registered, CancellationToken cancel)
    {
        var row = await db.Employers.FindAsync([registered.EmployerId], cancel);
        if (row is null)
        {
            row = new EmployerRow { EmployerId = registered.EmployerId, Arrangement = registered.Arrangement };
            db.Employers.Add(row);
            db.Books.Add(new BookRow { EmployerId = registered.EmployerId, LastHash = JournalEntry.GenesisHash(registered.EmployerId) });
        }

        row.Arrangement = registered.Arrangement;
        row.Method = registered.Funding?.Method;
        row.MinimumBalance = Conversions.ToMoney(registered.Funding?.MinimumBalanceCents);
        row.TargetBalance = Conversions.ToMoney(registered.Funding?.TargetBalanceCents);
        row.RequestWeekday = registered.Funding?.RequestWeekday;
        row.LevelRate = registered.Funding?.LevelRate.ToAmounts();
        row.PerEmployeePerMonth = new Money(registered.Fees?.PerEmployeePerMonthCents ?? 0);
        row.PerClaim = new Money(registered.Fees?.PerClaimCents ?? 0);
        row.PercentOfPaid = new Rate(registered.Fees?.PercentOfPaidMillionths ?? 0);
        row.ExpectedMonthlyClaims = registered.ExpectedMonthlyClaims.ToAmounts();
        row.FullyInsuredPremium = registered.FullyInsuredPremium.ToAmounts();

        // Terms that no book can be kept by are not taken in.
        _ = row.ToTerms();
    }

    public static async Task WritePolicyAsync(FundingDb db, PolicyWritten written, CancellationToken cancel)
    {
        var period = new PlanYear(written.PeriodStart).SpanOf(written.PeriodStart);
        var premium = written.MonthlyPremium.ToAmounts() ?? new TierAmounts();
        if (await db.Policies.FindAsync([written.EmployerId, written.PolicyId], cancel) is { } row)
        {
            row.PeriodFrom = period.From;
            row.PeriodTo = period.To!.Value;
            row.MonthlyPremium = premium;
            return;
        }

        db.Policies.Add(new PolicyRow
        {
            EmployerId = written.EmployerId,
            PolicyId = written.PolicyId,
            PeriodFrom = period.From,
            PeriodTo = period.To!.Value,
            MonthlyPremium = premium,
        });
    }

    /// <exception cref="InvalidOperationException">The employer was never registered here.</exception>
    public static async Task<EmployerRow> EmployerAsync(FundingDb db, Guid employerId, CancellationToken cancel) =>
        await db.Employers.FindAsync([employerId], cancel) ?? throw new InvalidOperationException($"Employer {employerId} was never registered.");
}
