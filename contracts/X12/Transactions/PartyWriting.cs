namespace Aso.X12;

/// <summary>Segments that several kinds of document share.</summary>
internal static class PartyWriting
{
    /// <summary>NM1 for an organization: its name, and its id with the qualifier.</summary>
    public static void Organization(this X12Writer writer, string role, Party party) =>
        writer.Start("NM1").Text(role).Text("2").Text(party.Name).Empty(4).Text(party.IdQualifier).Text(party.Id).End();

    /// <summary>NM1 for a person.</summary>
    public static void Person(this X12Writer writer, string role, PersonName name, string? idQualifier, string? id) =>
        writer.Named(new(role, false, name, idQualifier, id));

    /// <summary>NM1 for a person or an organization; without an id, its qualifier is left out too.</summary>
    public static void Named(this X12Writer writer, NamedParty party)
    {
        var name = party.Name;
        writer.Start("NM1").Text(party.Role).Text(party.IsOrganization ? "2" : "1").Text(name.Last).Text(name.First).Text(name.Middle)
            .Text(name.Prefix).Text(name.Suffix).Text(party.Id is null ? null : party.IdQualifier).Text(party.Id).End();
    }

    /// <summary>N3 and N4, where there is an address.</summary>
    public static void Address(this X12Writer writer, PostalAddress? address)
    {
        if (address is null)
        {
            return;
        }

        if (address.Line1 is not null)
        {
            writer.Start("N3").Text(address.Line1).Text(address.Line2).End();
        }

        if ((address.City ?? address.State ?? address.PostalCode ?? address.Country) is not null)
        {
            writer.Start("N4").Text(address.City).Text(address.State).Text(address.PostalCode).Text(address.Country).End();
        }
    }

    /// <summary>DMG, where there is anything to say.</summary>
    public static void Demographics(this X12Writer writer, DateOnly? birthDate, string? gender)
    {
        if (birthDate is not null)
        {
            writer.Start("DMG").Text("D8").Date(birthDate).Text(gender).End();
        }
    }

    /// <summary>REF, where there is a value.</summary>
    public static void Reference(this X12Writer writer, string qualifier, string? value)
    {
        if (value is not null)
        {
            writer.Start("REF").Text(qualifier).Text(value).End();
        }
    }

    /// <summary>DTP of one day, where there is one.</summary>
    public static void Date(this X12Writer writer, string qualifier, DateOnly? date)
    {
        if (date is not null)
        {
            writer.Start("DTP").Text(qualifier).Text("D8").Date(date).End();
        }
    }

    /// <summary>DTM, where there is a day.</summary>
    public static void Day(this X12Writer writer, string qualifier, DateOnly? date)
    {
        if (date is not null)
        {
            writer.Start("DTM").Text(qualifier).Date(date).End();
        }
    }

    /// <summary>DTP of a period, where there is one; of one day in the form of a day, unless a period is wanted always.</summary>
    public static void Period(this X12Writer writer, string qualifier, DateOnly? from, DateOnly? through, bool always = false)
    {
        if (from is null)
        {
            return;
        }

        var (format, period) = FormatPeriod(from, through, always);
        writer.Start("DTP").Text(qualifier).Text(format).Text(period).End();
    }

    /// <summary>The format and the text of a day or a period; nulls where there is none.</summary>
    public static (string? Format, string? Period) FormatPeriod(DateOnly? from, DateOnly? through, bool always = false)
    {
        if (from is null)
        {
            return (null, null);
        }

        var culture = System.Globalization.CultureInfo.InvariantCulture;
        var end = through ?? from;
        return end == from && !always
            ? ("D8", string.Create(culture, $"{from:yyyyMMdd}"))
            : ("RD8", string.Create(culture, $"{from:yyyyMMdd}-{end:yyyyMMdd}"));
    }

    /// <summary>AMT, where there is an amount.</summary>
    public static void Amount(this X12Writer writer, string qualifier, Int128? cents)
    {
        if (cents is not null)
        {
            writer.Start("AMT").Text(qualifier).Cents(cents).End();
        }
    }
}
