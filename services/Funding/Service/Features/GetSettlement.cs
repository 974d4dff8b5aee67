using System.ComponentModel;
using System.Globalization;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using FundingMethod = Aso.Contracts.Enrollment.V1.FundingMethod;

namespace Aso.Funding.Features;

/// <summary>GET …/settlement — what a plan year came to, who keeps the surplus and who bears the deficit.</summary>
internal static class GetSettlement
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/settlement", HandleAsync)
            .RequireScope(Scopes.FundingRead)
            .WithName("GetSettlement").WithSummary("The settlement of a plan year: cash in and out, what is still owed, and whose the result is");

    /// <param name="IsComplete">False while the year runs: the figures are those so far.</param>
    /// <param name="Method">prefunded, payAsYouGo or levelFunded; left out under full insurance.</param>
    public sealed record Response(
        DateOnly From, DateOnly To, DateOnly AsOf, bool IsComplete, Arrangement Arrangement, FundingMethod? Method,
        CashFlow Cash, Outstanding Outstanding, Figures Costs, Outcome Outcome);

    /// <summary>opening + deposits + remittances − claims − fees − premium − refunds = closing.</summary>
    public sealed record CashFlow(
        Money Opening, Money Deposits, Money Remittances,
        [property: Description("Released, less what was kept back for earlier overpayments.")] Money Claims,
        Money Fees, Money Premium, Money Refunds, Money Closing);

    /// <summary>What is owed at the end, by the employer and to it.</summary>
    public sealed record Outstanding(Money ClaimsPayable, Money FeesPayable, Money PremiumPayable, Money StopLossReceivable, Money ProviderReceivable);

    /// <summary>As the costs report has them, over the year.</summary>
    public sealed record Figures(
        Money ClaimsPaid, Money Fees, Money Premium, Money Recoveries, Money NetCost, Money ExpectedClaims, Money FullyInsuredPremium, Money Savings);

    /// <param name="Result">surplus, deficit or even.</param>
    /// <param name="Amount">Zero or more.</param>
    /// <param name="Party">Who keeps the surplus or bears the deficit: employer or insurer.</param>
    public sealed record Outcome(string Result, Money Amount, string Party, string Words);

    private static async Task<Results<Ok<Response>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, CancellationToken cancel,
        [Description("The first day of the plan year, as 2026-01-01; the year has twelve months.")] string? planYear = null)
    {
        // Load.
        if (!DateOnly.TryParseExact(planYear, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) || from.Year > 9000)
        {
            return Problems.Refuse(new Refusal("plan-year-invalid", "planYear", "Name the first day of the plan year, as 2026-01-01."));
        }

        var employer = await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel);
        var report = await CostReport.ReadAsync(db, employerId, cancel);
        if (employer is null || report is null)
        {
            return Problems.NotFound("employer");
        }

        var to = from.AddMonths(12).AddDays(-1);
        if (report.BusinessDate is not { } today || report.CostsWithin(from, to) is not { } costs)
        {
            return Problems.Refuse(new Refusal("plan-year-not-begun", "planYear", "Name a plan year that has begun since the employer's plan opened."));
        }

        // Decide.
        var settlement = new Settlement(
            await SumsAsync(db.Journal.Where(row => row.EmployerId == employerId && row.PostedOn < from), cancel),
            await SumsAsync(db.Journal.Where(row => row.EmployerId == employerId && row.PostedOn >= from && row.PostedOn <= to), cancel),
            costs);
        return TypedResults.Ok(ToResponse(settlement, employer, from, to, today));
    }

    private static async Task<JournalSums> SumsAsync(IQueryable<JournalRow> entries, CancellationToken cancel)
    {
        // Money is stored as whole cents; read as such, the database can add it up.
        var sums = await entries.GroupBy(row => row.Kind)
            .Select(kind => new { Kind = kind.Key, Amount = kind.Sum(row => (long)(object)row.Amount), Recouped = kind.Sum(row => (long)(object)row.Recouped) })
            .ToListAsync(cancel);
        return new(sums.Select(sum => (sum.Kind, new Money(sum.Amount), new Money(sum.Recouped))));
    }

    private static Response ToResponse(Settlement settled, EmployerRow employer, DateOnly from, DateOnly to, DateOnly today)
    {
        var (unpaid, receivable, costs) = (settled.Unpaid, settled.Receivable, settled.Costs);
        return new(
            from, to, today < to ? today : to, today > to, employer.Arrangement, employer.Method,
            new(settled.OpeningCash, settled.Deposits, settled.Remittances, settled.ClaimsPaidOut, settled.FeesPaid, settled.PremiumPaid, settled.Refunds, settled.ClosingCash),
            new(unpaid.Claims, unpaid.Fees, unpaid.Premium, receivable.StopLoss, receivable.Payees),
            new(costs.ClaimsPaid, costs.Fees, costs.Premium, costs.Recoveries, costs.NetCost, costs.ExpectedClaims, costs.FullyInsuredPremium, costs.Savings),
            ToOutcome(settled, employer.Method));
    }

    private static Outcome ToOutcome(Settlement settled, FundingMethod? method)
    {
        var party = settled.IsFullyInsured ? "insurer" : "employer";
        var (result, amount) = settled.Result.Cents switch
        {
            > 0 => ("surplus", settled.Result),
            < 0 => ("deficit", Money.Zero - settled.Result),
            _ => ("even", Money.Zero),
        };
        return new(result, amount, party, (result, settled.IsFullyInsured, method) switch
        {
            ("even", _, _) => "Nothing is left over and nothing is short.",
            ("surplus", true, _) => "The premium exceeds the claims: the insurer keeps the difference.",
            ("deficit", true, _) => "The claims exceed the premium: the insurer bears the difference.",
            ("surplus", _, FundingMethod.LevelFunded) => "The level payments exceed what the plan cost: the employer keeps the difference, in the account or by refund.",
            ("deficit", _, FundingMethod.LevelFunded) => "The plan cost more than the level payments brought: the employer funds the difference.",
            ("surplus", _, _) => "What is left in the account after all that is owed is the employer's: it stays there or is refunded.",
            _ => "More is owed than the account and what is due to it can pay: the employer funds the difference.",
        });
    }
}
