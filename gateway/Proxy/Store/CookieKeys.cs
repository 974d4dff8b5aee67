using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.Store;

/// <summary>One key of the ring that seals cookies.</summary>
internal sealed class CookieKeyRow
{
    public required string Name { get; init; }

    public required string Xml { get; init; }
}

/// <summary>Keeps the ring in the database, so that a person signed in at one replica is signed in at all.</summary>
internal sealed class CookieKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        var kept = db.CookieKeys.AsNoTracking().AsEnumerable().Select(row => (row.Name, Element: XElement.Parse(row.Xml))).ToList();
        List<string> open = [.. kept.Where(row => IsOpen(row.Element)).Select(row => row.Name)];
        if (open.Count > 0)
        {
            // Whoever saw the database could make cookies by these: who has one signs in again.
            db.CookieKeys.Where(row => open.Contains(row.Name)).ExecuteDelete();
        }

        return [.. kept.Where(row => !open.Contains(row.Name)).Select(row => row.Element)];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var db = scope.ServiceProvider.GetRequiredService<GatewayDb>();
        db.CookieKeys.Add(new() { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) });
        db.SaveChanges();
    }

    // A key from the time before the ring was sealed.
    private static bool IsOpen(XElement element) => element.Descendants("masterKey").Any();
}
