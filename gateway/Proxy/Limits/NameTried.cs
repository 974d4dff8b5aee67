using System.Text;

namespace Aso.Gateway.Limits;

/// <summary>Under which name a secret is tried, in one spelling whatever way it was sent.</summary>
internal static class NameTried
{
    private const int LengthMax = 100;

    /// <returns>Null where no name is given, and where none is needed: the portal has no secret that could be guessed, and everyone's codes and refresh tokens come under its one name.</returns>
    public static async Task<string?> OfAsync(HttpContext http)
    {
        var name = BasicName(http.Request.Headers.Authorization.ToString());
        if (name is null && http.Request.HasFormContentType)
        {
            try
            {
                var form = await http.Request.ReadFormAsync(http.RequestAborted);
                name = CarriesSecret(form.ContainsKey) ? form["client_id"].ToString() : form["userName"].FirstOrDefault() is null ? null : form["userName"].ToString();
            }
            catch (Exception failure) when (failure is InvalidDataException or IOException)
            {
                // Whoever reads the form next says what is wrong with it.
            }
        }

        name ??= CarriesSecret(http.Request.Query.ContainsKey) ? http.Request.Query["client_id"].ToString() : null;
        return name is null ? null : InOneSpelling(name);
    }

    /// <summary>Whether a client proves itself by these parameters.</summary>
    public static bool CarriesSecret(Predicate<string> isGiven) => isGiven("client_secret") || isGiven("client_assertion");

    public static bool IsBasic(string authorization) => authorization.StartsWith(BasicScheme, StringComparison.OrdinalIgnoreCase);

    private const string BasicScheme = "Basic ";

    // Whoever compares names later may see through full-width letters and the like: then they must not be other names here.
    private static string InOneSpelling(string name)
    {
        name = name.Length > LengthMax ? name[..LengthMax] : name;
        try
        {
            name = name.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Half a character: no name that anybody has.
        }

        var visible = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (char.GetUnicodeCategory(letter) is not (System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Control))
            {
                visible.Append(letter);
            }
        }

        return visible.ToString().Trim().ToLowerInvariant();
    }

    private static string? BasicName(string authorization)
    {
        if (!IsBasic(authorization))
        {
            return null;
        }

        var bytes = new byte[authorization.Length];
        return Convert.TryFromBase64String(authorization[BasicScheme.Length..].Trim(), bytes, out var length)
            ? Uri.UnescapeDataString(Encoding.UTF8.GetString(bytes, 0, length).Split(':')[0].Replace('+', ' '))   // RFC 6749, 2.3.1
            : null;
    }
}
