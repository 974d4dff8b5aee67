namespace Aso.Contracts.Enrollment.V1;

/// <summary>The employer's provider network is now exactly this list.</summary>
public sealed record NetworkChanged
{
    public required Guid EmployerId { get; init; }

    public required IReadOnlyList<string> InNetworkNpis { get; init; }
}
