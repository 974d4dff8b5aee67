namespace Aso.X12.Claims837;

/// <summary>The providers that a claim or line names, in their roles.</summary>
internal sealed class ProviderRoles(X12Limits limits)
{
    private readonly List<(string Role, ProviderBuilder Builder)> _providers = [];

    public IReadOnlyList<ProviderRole> All => [.. _providers.Select(provider => new ProviderRole(provider.Role, provider.Builder.Provider))];

    /// <returns>True when the segment is about one of them: an NM1, or what follows one.</returns>
    public bool Take(SegmentFields fields)
    {
        if (fields.Segment.Id == SegmentId.NM1)
        {
            fields.Keep(_providers, (fields.RequiredText(1, 3), new()), limits.RepetitionsMax);
        }

        if (_providers.Count == 0
            || fields.Segment.Id is not (SegmentId.NM1 or SegmentId.PRV or SegmentId.N3 or SegmentId.N4 or SegmentId.PER or SegmentId.REF))
        {
            return false;
        }

        _providers[^1].Builder.Take(fields);
        return true;
    }
}
