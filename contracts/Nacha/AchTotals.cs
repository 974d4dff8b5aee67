using System.Globalization;

namespace Aso.Nacha;

/// <summary>What a control record says of the entries before it.</summary>
internal struct AchTotals
{
    private const long HashModulus = 10_000_000_000;

    /// <summary>Entries and addenda.</summary>
    public long Count { get; private set; }

    /// <summary>Σ of the first eight digits of the entries' routing numbers; of it, the last ten digits.</summary>
    public long Hash { get; private set; }

    public long CreditCents { get; private set; }

    public long DebitCents { get; private set; }

    public void Add(AchEntry entry)
    {
        Count += entry.PaymentInformation is null && entry.Return is null ? 1 : 2;
        Hash = (Hash + long.Parse(RoutingNumber.Bank(entry.RoutingNumber), CultureInfo.InvariantCulture)) % HashModulus;
        if (entry.Return is { IsDebit: true })
        {
            DebitCents += entry.Cents;
        }
        else
        {
            CreditCents += entry.Cents;
        }
    }

    public void Add(AchTotals batch)
    {
        Count += batch.Count;
        Hash = (Hash + batch.Hash) % HashModulus;
        CreditCents += batch.CreditCents;
        DebitCents += batch.DebitCents;
    }
}
