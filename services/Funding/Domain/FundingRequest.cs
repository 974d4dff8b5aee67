using Aso.Primitives;

namespace Aso.Funding.Domain;

/// <summary>The employer is asked to fill its account.</summary>
/// <param name="Number">1, 2, 3 … per book.</param>
/// <param name="On">The business date on which it was first made.</param>
/// <param name="Amount">All that was asked for. More than zero.</param>
/// <param name="Outstanding">What no deposit has met yet; at zero the request is funded.</param>
public sealed record FundingRequest(long Number, DateOnly On, Money Amount, Money Outstanding)
{
    public bool IsOpen => Outstanding.IsPositive;

    internal FundingRequest Raise(Money by) => this with { Amount = Amount + by, Outstanding = Outstanding + by };

    /// <summary>What a returned deposit had met is outstanding once more; what it had not met here is asked for beside.</summary>
    internal FundingRequest Reopen(Money returned) =>
        this with { Amount = Money.Max(Amount, Outstanding + returned), Outstanding = Outstanding + returned };

    internal FundingRequest Meet(Money deposit) => this with { Outstanding = (Outstanding - deposit).OrZero() };
}
