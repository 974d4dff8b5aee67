using Aso.Primitives;

namespace Aso.Funding.Domain.Payments;

/// <summary>Where a payee is paid.</summary>
/// <param name="Name">The holder's, at most 22 characters.</param>
public sealed record PayeeAccount(string RoutingNumber, string AccountNumber, bool IsSavings, string Name)
{
    /// <summary>A payment to it came back, and it was not registered anew since.</summary>
    public bool HasReturned { get; init; }

    public override string ToString() => "payee account";
}

/// <summary>What one payee gets for one business date.</summary>
/// <param name="Amount">After recoupment. More than zero.</param>
public readonly record struct PayeePayment(Payee Payee, Money Amount);

/// <summary>Why a payment is not in the file and must go another way.</summary>
public enum LeftOutReason
{
    /// <summary>No account of the payee was registered when the file was issued.</summary>
    NoAccount,

    /// <summary>It is more than one entry of a file can hold.</summary>
    AboveLimit,

    /// <summary>A payment to the payee's account came back, and no account was registered since.</summary>
    AccountReturned,
}

/// <param name="TraceNumber">Of a provider's payment, that of its remittance; null where an employee is paid.</param>
public readonly record struct FilePayment(Payee Payee, Money Amount, string? TraceNumber, PayeeAccount Account);

public readonly record struct LeftOutPayment(Payee Payee, Money Amount, LeftOutReason Reason);

/// <summary>What a bank is told to pay for one employer and business date. Every payment of the date is in the file or left out, each once.</summary>
public sealed record PaymentFile
{
    /// <summary>The business date of the releases.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The banking day on which the money is to be there.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>The number of the first payment; those after it follow on. Of no meaning where no payment is in the file.</summary>
    public required long FirstNumber { get; init; }

    /// <summary>Providers by NPI, then employees by member id.</summary>
    public required IReadOnlyList<FilePayment> Payments { get; init; }

    /// <summary>In the same order.</summary>
    public required IReadOnlyList<LeftOutPayment> LeftOut { get; init; }

    public Money Total => Payments.Sum(payment => payment.Amount);

    /// <param name="on">A business date that is over.</param>
    /// <param name="today">The business date of issue, after <paramref name="on"/>.</param>
    /// <param name="limit">The largest amount of one entry.</param>
    /// <param name="lastNumber">The last number of all files before; <see cref="EntryNumbers.None"/> where there is none.</param>
    public static PaymentFile Decide(
        Guid employerId, DateOnly on, DateOnly today, IEnumerable<PayeePayment> payments, IReadOnlyDictionary<Payee, PayeeAccount> accounts, Money limit,
        long lastNumber = EntryNumbers.None)
    {
        ArgumentNullException.ThrowIfNull(accounts);
        var (inFile, leftOut) = (new List<FilePayment>(), new List<LeftOutPayment>());
        foreach (var (payee, amount) in payments.OrderBy(payment => payment.Payee.ProviderNpi is null).ThenBy(payment => payment.Payee.ProviderNpi ?? payment.Payee.MemberId, StringComparer.Ordinal))
        {
            if (!accounts.TryGetValue(payee, out var account))
            {
                leftOut.Add(new(payee, amount, LeftOutReason.NoAccount));
            }
            else if (account.HasReturned)
            {
                leftOut.Add(new(payee, amount, LeftOutReason.AccountReturned));
            }
            else if (amount > limit)
            {
                leftOut.Add(new(payee, amount, LeftOutReason.AboveLimit));
            }
            else
            {
                inFile.Add(new(payee, amount, payee.ProviderNpi is { } npi ? TraceNumber.Of(employerId, npi, on) : null, account));
            }
        }

        return new()
        {
            On = on,
            EffectiveOn = BankingDays.After(today.AddDays(-1)),
            FirstNumber = EntryNumbers.After(lastNumber, inFile.Count),
            Payments = inFile,
            LeftOut = leftOut,
        };
    }
}
