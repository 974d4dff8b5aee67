namespace Aso.Portal.Api;

/// <summary>A whole document of the platform, to be read and printed as it is.</summary>
/// <param name="Policy">The content security policy that it was sent with: its style is allowed by it.</param>
public sealed record Letter(string Html, string Policy);
