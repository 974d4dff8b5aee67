using Aso.Primitives;

namespace Aso.StopLoss.Domain;

/// <summary>A claim payment that was released, as far as stop-loss depends on it.</summary>
public sealed record ReleasedPayment(string MemberId, BenefitLine Line, DateOnly ReleasedOn, IReadOnlyList<PaidLine> Lines);

/// <summary>What a payment holds for one service date (disability: the first day of disability). More than zero.</summary>
public readonly record struct PaidLine(DateOnly ServiceDate, Money Paid);

/// <summary>Which payments count under a policy.</summary>
public static class Eligibility
{
    /// <summary>What of <paramref name="payment"/> counts; zero or more, at most the payment.</summary>
    /// <remarks>
    /// It depends only on the payment as it was released. So a reversal takes off exactly what had counted,
    /// and may do so long after the paid window has closed.
    /// </remarks>
    public static Money Counted(PolicyTerms terms, ReleasedPayment payment)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(payment);
        if (!terms.Lines.Contains(payment.Line) || !terms.PaidWindow.Contains(payment.ReleasedOn))
        {
            return Money.Zero;
        }

        var window = terms.IncurredWindow;
        return payment.Lines.Where(line => window.Contains(line.ServiceDate)).Sum(line => line.Paid);
    }
}
