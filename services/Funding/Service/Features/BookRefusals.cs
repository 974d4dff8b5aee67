using Aso.Foundation;
using Aso.Funding.Domain;

namespace Aso.Funding.Features;

/// <summary>The book's refusals as the caller reads them, and the checks that a request can be given before.</summary>
internal static class BookRefusals
{
    private const int ReferenceLengthMax = 50;

    public static Refusal ToRefusal(this BookRefusal refusal) => refusal switch
    {
        BookRefusal.NotOpen => new("not-open", "", "The employer's plan has not opened: open it first.", StatusCodes.Status409Conflict),
        BookRefusal.FullyInsured => new("fully-insured", "", "The insurer's money pays a fully insured plan: there are no deposits and no refunds."),
        BookRefusal.AboveCash => new("above-cash", "amount", "The refund is more than the account holds: ask for at most the cash in the ledger."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };

    public static IEnumerable<Refusal> OfAmount(Primitives.Money amount)
    {
        if (!amount.IsPositive || amount > Primitives.Money.Largest)
        {
            yield return new("amount-out-of-range", "amount", $"Send an amount of more than zero and at most {Primitives.Money.Largest}.");
        }
    }

    public static IEnumerable<Refusal> OfReference(string reference)
    {
        if (reference.Length is 0 or > ReferenceLengthMax || reference.Any(letter => letter is < ' ' or > '~'))
        {
            yield return new("malformed-reference", "reference", $"Send 1 to {ReferenceLengthMax} printable ASCII characters.");
        }
    }
}
