namespace Aso.Claims.Store;

/// <summary>What is locked, in this order: employers, then families.</summary>
internal static class Locks
{
    /// <summary>Shared while claims are decided, alone while the employer's terms, coverage or date change.</summary>
    public const string Employer = "claims-employer";

    /// <summary>Alone while a claim of the family is decided.</summary>
    public const string Family = "claims-family";
}
