namespace Aso.Verifier.Checks;

/// <summary>Accumulates one policy anew from the payments that count, in the order of Funding's messages. Cents.</summary>
internal sealed class PolicyFold(PolicyTerms terms)
{
    private readonly Dictionary<Guid, Standing> _members = [];

    public PolicyTerms Terms => terms;

    /// <summary>What is left of the group's aggregating specific deductible.</summary>
    public long AggregatingLeft { get; private set; } = terms.Specific?.AggregatingDeductible ?? 0;

    public IReadOnlyDictionary<Guid, Standing> Members => _members;

    /// <param name="change">What counts of a release; less than zero where it was reversed.</param>
    public void Count(Guid member, long change)
    {
        if (change == 0)
        {
            return;
        }

        if (!_members.TryGetValue(member, out var standing))
        {
            _members[member] = standing = new();
        }

        var before = Excess(member, standing.Eligible);
        standing.Eligible += change;
        if (terms.Specific is { } specific)
        {
            Absorb(standing, Excess(member, standing.Eligible) - before);
            standing.MostReimbursable = Math.Max(standing.MostReimbursable, specific.Reimbursable(standing.Recoverable));
        }
    }

    /// <summary>A rise is absorbed by what is left of the group's deductible; a fall lowers what is recoverable before it gives that back.</summary>
    private void Absorb(Standing standing, long rise)
    {
        var absorbed = rise >= 0 ? Math.Min(rise, AggregatingLeft) : rise + Math.Min(-rise, standing.Recoverable);
        AggregatingLeft -= absorbed;
        standing.Recoverable += rise - absorbed;
    }

    private long Excess(Guid member, long eligible) =>
        terms.Specific is { } specific ? Math.Max(0, eligible - specific.DeductibleOf(member)) : 0;
}

/// <summary>Where one member stands under one policy.</summary>
internal sealed class Standing
{
    public long Eligible { get; set; }

    public long Recoverable { get; set; }

    /// <summary>The most that was ever reimbursable: what was asked for stays, though a reversal lowers what is reimbursable.</summary>
    public long MostReimbursable { get; set; }
}
