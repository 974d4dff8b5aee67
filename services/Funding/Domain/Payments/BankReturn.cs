using Aso.Primitives;

namespace Aso.Funding.Domain.Payments;

/// <summary>Why a return is not posted.</summary>
public enum ReturnRefusal
{
    /// <summary>No payment file has such an entry, or another bank or payee has it.</summary>
    UnknownEntry,

    /// <summary>The entry is in another employer's payment file.</summary>
    OtherEmployer,

    /// <summary>No deposit has the return's identification number as its reference.</summary>
    UnknownDeposit,

    /// <summary>What comes back is not what was paid.</summary>
    AmountDiffers,

    /// <summary>It came back before.</summary>
    ReturnedBefore,

    /// <summary>The insurer's money pays: there are no deposits.</summary>
    FullyInsured,
}

/// <summary>A payment as a bank was told of it.</summary>
/// <param name="Number">Among the entries of all payment files.</param>
/// <param name="PaidOn">The business date of its releases.</param>
/// <param name="TraceNumber">Of a provider's payment, that of its remittance; null where an employee is paid.</param>
/// <param name="Account">Where it was sent.</param>
public sealed record IssuedPayment(Guid EmployerId, long Number, DateOnly PaidOn, Payee Payee, Money Amount, string? TraceNumber, PayeeAccount Account);

/// <summary>Which of a bank's returns are posted: those of the whole of one payment or deposit, once.</summary>
public static class BankReturn
{
    /// <param name="named">What the return names; null where nothing.</param>
    /// <param name="amount">What comes back.</param>
    public static ReturnRefusal? RefusePayment(Guid employerId, IssuedPayment? named, Money amount, bool returnedBefore) => named switch
    {
        null => ReturnRefusal.UnknownEntry,
        _ when named.EmployerId != employerId => ReturnRefusal.OtherEmployer,
        _ when named.Amount != amount => ReturnRefusal.AmountDiffers,
        _ when returnedBefore => ReturnRefusal.ReturnedBefore,
        _ => null,
    };

    /// <param name="deposited">The amount of the deposit that the return names; null where it names none.</param>
    /// <param name="amount">What is taken back.</param>
    public static ReturnRefusal? RefuseDeposit(BookTerms terms, Money? deposited, Money amount, bool returnedBefore)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return deposited switch
        {
            _ when terms.IsFullyInsured => ReturnRefusal.FullyInsured,
            null => ReturnRefusal.UnknownDeposit,
            _ when deposited != amount => ReturnRefusal.AmountDiffers,
            _ when returnedBefore => ReturnRefusal.ReturnedBefore,
            _ => null,
        };
    }

    /// <summary>An account that sends a payment back is not used again; one that was registered since is not the one that did.</summary>
    public static bool Blocks(PayeeAccount? registered, PayeeAccount sentTo)
    {
        ArgumentNullException.ThrowIfNull(sentTo);
        return registered is not null && (registered.RoutingNumber, registered.AccountNumber) == (sentTo.RoutingNumber, sentTo.AccountNumber);
    }
}
