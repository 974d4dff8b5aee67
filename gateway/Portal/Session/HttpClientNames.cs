namespace Aso.Portal.Session;

/// <summary>The two ways out of the portal.</summary>
internal static class HttpClientNames
{
    public const string Api = "portal-api";

    public const string TokenServer = "portal-token-server";
}
