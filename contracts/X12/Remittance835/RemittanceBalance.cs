namespace Aso.X12.Remittance835;

/// <summary>An amount of a payment that the others contradict.</summary>
/// <param name="Claim">Which claim of the payment, from 1; null for the payment itself.</param>
/// <param name="Service">Which service of the claim, from 1; null for the claim itself.</param>
public sealed record Imbalance(X12Error Error, int? Claim, int? Service);

/// <summary>The three sums that make a remittance right, to the cent. A payment that breaks one may neither be sent nor posted.</summary>
/// <remarks>
/// Of a service, charge − paid = its adjustments. Of a claim, charge − paid = its adjustments and those of its services. Of the payment,
/// paid = what the claims pay − the provider adjustments. Source: 005010X221A1, section 1.10.2.1.
/// </remarks>
public static class RemittanceBalance
{
    /// <summary>Everything that is out of balance, in the order of the file.</summary>
    public static IReadOnlyList<Imbalance> Check(Remittance remittance)
    {
        ArgumentNullException.ThrowIfNull(remittance);
        var found = new List<Imbalance>();
        for (var claim = 0; claim < remittance.Claims.Count; claim++)
        {
            CheckClaim(remittance.Claims[claim], claim + 1, found);
        }

        var claims = Sum(remittance.Claims, claim => claim.PaidCents);
        var taken = Sum(remittance.ProviderAdjustments, adjustment => adjustment.Cents);
        if (remittance.PaidCents != claims - taken)
        {
            found.Add(new(Error(X12ErrorCode.PaymentOutOfBalance, remittance.Position, "BPR", 2, ""), null, null));
        }

        return found;
    }

    private static void CheckClaim(ClaimPayment claim, int ordinal, List<Imbalance> found)
    {
        var adjusted = Sum(claim.Adjustments, adjustment => adjustment.Cents);
        for (var service = 0; service < claim.Services.Count; service++)
        {
            var payment = claim.Services[service];
            var ofService = Sum(payment.Adjustments, adjustment => adjustment.Cents);
            adjusted += ofService;
            if ((Int128)payment.ChargeCents - payment.PaidCents != ofService)
            {
                found.Add(new(Error(X12ErrorCode.ServiceOutOfBalance, payment.Position, "SVC", 3, "2110"), ordinal, service + 1));
            }
        }

        if ((Int128)claim.ChargeCents - claim.PaidCents != adjusted)
        {
            found.Add(new(Error(X12ErrorCode.ClaimOutOfBalance, claim.Position, "CLP", 4, "2100"), ordinal, null));
        }
    }

    // The sum of very many very large amounts must be wrong rather than overflow.
    private static Int128 Sum<T>(IReadOnlyList<T> items, Func<T, long> cents)
    {
        Int128 sum = 0;
        foreach (var item in items)
        {
            sum += cents(item);
        }

        return sum;
    }

    private static X12Error Error(X12ErrorCode code, Position position, string segmentId, int element, string loop) =>
        new() { Code = code, Position = position.At(element), SegmentId = segmentId, Loop = loop };
}
