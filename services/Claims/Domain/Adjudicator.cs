namespace Aso.Claims.Domain;

/// <summary>Decides claims. Pure: facts in, decision out; no clock, no input or output, no state.</summary>
public static class Adjudicator
{
    /// <summary>Decides an original or a replacement.</summary>
    /// <exception cref="ArgumentException">The claim is a void: that is no decision but a reversal of one.</exception>
    public static Adjudication Decide(ClaimFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Claim.Frequency == Frequency.Void)
        {
            throw new ArgumentException("A void is not adjudicated.", nameof(facts));
        }

        return facts.Claim.IsDisability ? DisabilityBenefit.Decide(facts) : LinePricing.Decide(facts);
    }

    /// <summary>The outcome of an accepted void: approved, and nothing in it.</summary>
    public static Adjudication OfVoid() => new() { Approved = true };
}
