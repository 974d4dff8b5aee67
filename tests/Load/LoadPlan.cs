namespace Aso.Load;

/// <summary>What a run submits.</summary>
/// <param name="Connections">Claims under way at the same time, at most.</param>
/// <param name="Rate">Claims per second; null: as fast as they are answered.</param>
/// <param name="Employees">Families that the claims are spread over.</param>
internal sealed record LoadPlan(int Claims, int Connections, int? Rate, int Employees);
