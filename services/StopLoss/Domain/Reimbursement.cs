using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>Why a carrier's decision or remittance is not taken.</summary>
public enum CarrierRefusal
{
    /// <summary>The request has been decided before; a decision is final.</summary>
    AlreadyDecided = 1,

    /// <summary>Less than zero is accepted.</summary>
    AcceptanceNegative = 2,

    /// <summary>More is accepted than was asked for.</summary>
    AcceptanceAboveAmount = 3,

    /// <summary>Nothing, or less, is remitted.</summary>
    RemittanceNotPositive = 4,

    /// <summary>More is remitted than is accepted and not yet remitted.</summary>
    RemittanceAboveReceivable = 5,

    /// <summary>The carrier has no such request, or no policy of such an employer.</summary>
    Unknown = 6,

    /// <summary>The carrier's reference of a remittance stands at another one.</summary>
    ReferenceUsed = 7,
}

/// <summary>The carrier's side of a request: it is accepted whole or in part, or denied, and paid.</summary>
public static class Reimbursement
{
    /// <param name="amount">What was asked for.</param>
    /// <param name="acceptedBefore">The earlier decision; null while undecided.</param>
    /// <param name="accepted">From zero, which denies, to <paramref name="amount"/>.</param>
    /// <returns>Null where the decision stands.</returns>
    public static CarrierRefusal? RefuseDecision(Money amount, Money? acceptedBefore, Money accepted)
    {
        if (acceptedBefore is not null)
        {
            return CarrierRefusal.AlreadyDecided;
        }

        if (accepted < Money.Zero)
        {
            return CarrierRefusal.AcceptanceNegative;
        }

        return accepted > amount ? CarrierRefusal.AcceptanceAboveAmount : null;
    }

    /// <param name="accepted">Σ of what the carrier accepted.</param>
    /// <param name="remitted">Σ of what it remitted before.</param>
    /// <returns>Null where the remittance stands.</returns>
    public static CarrierRefusal? RefuseRemittance(Money accepted, Money remitted, Money amount)
    {
        if (!amount.IsPositive)
        {
            return CarrierRefusal.RemittanceNotPositive;
        }

        return amount > accepted - remitted ? CarrierRefusal.RemittanceAboveReceivable : null;
    }
}
