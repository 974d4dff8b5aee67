using Aso.Contracts.Enrollment.V1;
using Aso.Funding.Domain;
using Aso.Funding.Domain.Payments;
using Aso.Primitives;
using FundingMethod = Aso.Funding.Domain.FundingMethod;

namespace Aso.Funding.Store;

/// <summary>Between rows, messages and the domain's words.</summary>
internal static class Conversions
{
    public static BookTerms ToTerms(this EmployerRow row) => new(
        row.Arrangement == Arrangement.FullyInsured ? null : row.ToMethod(),
        new FeeTerms(row.PerEmployeePerMonth, row.PerClaim, row.PercentOfPaid));

    public static CostTerms ToCostTerms(this EmployerRow row) =>
        new(row.Arrangement == Arrangement.FullyInsured, row.ExpectedMonthlyClaims, row.FullyInsuredPremium);

    public static TierAmounts? ToAmounts(this TierCents? cents) => cents is null
        ? null
        : new(ToMoney(cents.Employee), ToMoney(cents.EmployeeSpouse), ToMoney(cents.EmployeeChildren), ToMoney(cents.Family));

    public static Money? ToMoney(long? cents) => cents is { } amount ? new(amount) : null;

    public static PremiumTerms ToTerms(this PolicyRow row) =>
        new(row.PolicyId, new DateSpan(row.PeriodFrom, row.PeriodTo), row.MonthlyPremium);

    public static MonthTotals ToTotals(this MonthTotalRow row) =>
        new(row.Month, row.Released, row.Reversed, row.Fees, row.Premium, row.Recoveries);

    public static JournalEntry ToEntry(this JournalRow row) => new()
    {
        Sequence = row.Sequence,
        Id = BookId.OfEntry(row.EmployerId, row.Kind, row.Subject),
        On = row.PostedOn,
        Kind = row.Kind,
        Amount = row.Amount,
        Recouped = row.Recouped,
        Subject = row.Subject,
        Cause = row.Cause,
        Hash = row.Hash,
    };

    public static FundingRequest ToRequest(this FundingRequestRow row) => new(row.Number, row.MadeOn, row.Amount, row.Outstanding);

    public static PayableState ToState(this PayableRow row) => new(row.ToPayable(), row.Status)
    {
        ReleasedOn = row.ReleasedOn,
        Recouped = row.Recouped,
        ReversedOn = row.ReversedOn,
    };

    public static Payable ToPayable(this PayableRow row) => new(
        row.Position, row.Kind, row.PayableId, row.Kind is PayableKind.Claim or PayableKind.Reissue ? PayeeOf(row.ProviderNpi, row.MemberId!) : null, row.Amount);

    /// <summary>The provider, or for a claim without one (disability) the employee.</summary>
    public static Payee PayeeOf(string? providerNpi, string memberId) =>
        providerNpi is { } npi ? Payee.Provider(npi) : Payee.Employee(memberId);

    public static string ToKey(this Payee payee) => payee.ProviderNpi is { } npi ? $"npi/{npi}" : $"employee/{payee.MemberId}";

    public static Payee ToPayee(string key) => key.Split('/', 2) switch
    {
        ["npi", var npi] => Payee.Provider(npi),
        [_, var member] => Payee.Employee(member),
        _ => throw new InvalidOperationException("The key names no payee."),
    };

    public static PayeeAccount ToAccount(this PayeeAccountRow row, AccountSeal seal) =>
        new(row.RoutingNumber, seal.Open(row), row.IsSavings, row.Name) { HasReturned = row.ReturnedOn is not null };

    public static Money Balance(this BookRow row, Account account) => account switch
    {
        Account.Cash => row.Cash,
        Account.StopLossReceivable => row.StopLossReceivable,
        Account.ProviderReceivable => row.ProviderReceivable,
        Account.ClaimsPayable => row.ClaimsPayable,
        Account.FeesPayable => row.FeesPayable,
        Account.PremiumPayable => row.PremiumPayable,
        Account.EmployerContributions => row.EmployerContributions,
        Account.InsurerFunds => row.InsurerFunds,
        Account.ClaimsExpense => row.ClaimsExpense,
        Account.FeesExpense => row.FeesExpense,
        Account.PremiumExpense => row.PremiumExpense,
        Account.StopLossRecoveries => row.StopLossRecoveries,
        Account.BankOverdraft => row.BankOverdraft,
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };

    public static void Take(this BookRow row, BookState state)
    {
        row.OpenedOn = state.OpenedOn;
        row.BusinessDate = state.On;
        row.LastSequence = state.LastSequence;
        row.LastHash = state.LastHash.ToArray();
        row.LastPosition = state.LastPosition;
        row.QueuedCount = state.QueuedCount;
        row.RequestCount = state.RequestCount;
        row.OpenRequest = state.OpenRequest?.Number;
        row.Cash = state.Balances[Account.Cash];
        row.StopLossReceivable = state.Balances[Account.StopLossReceivable];
        row.ProviderReceivable = state.Balances[Account.ProviderReceivable];
        row.ClaimsPayable = state.Balances[Account.ClaimsPayable];
        row.FeesPayable = state.Balances[Account.FeesPayable];
        row.PremiumPayable = state.Balances[Account.PremiumPayable];
        row.EmployerContributions = state.Balances[Account.EmployerContributions];
        row.InsurerFunds = state.Balances[Account.InsurerFunds];
        row.ClaimsExpense = state.Balances[Account.ClaimsExpense];
        row.FeesExpense = state.Balances[Account.FeesExpense];
        row.PremiumExpense = state.Balances[Account.PremiumExpense];
        row.StopLossRecoveries = state.Balances[Account.StopLossRecoveries];
        row.BankOverdraft = state.Balances[Account.BankOverdraft];
    }

    private static FundingMethod ToMethod(this EmployerRow row) => row.Method switch
    {
        Contracts.Enrollment.V1.FundingMethod.Prefunded => new FundingMethod.Prefunded(row.MinimumBalance!.Value, row.TargetBalance!.Value),
        Contracts.Enrollment.V1.FundingMethod.PayAsYouGo => new FundingMethod.PayAsYouGo(row.RequestWeekday!.Value),
        Contracts.Enrollment.V1.FundingMethod.LevelFunded => new FundingMethod.LevelFunded(row.LevelRate!),
        _ => throw new InvalidOperationException($"Employer {row.EmployerId} has no funding method."),
    };
}
