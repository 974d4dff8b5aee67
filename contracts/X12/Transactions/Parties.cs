namespace Aso.X12;

/// <summary>An organization or person as a guide names it, without the address.</summary>
/// <param name="Name">Of an organization, or a person's last name.</param>
/// <param name="IdQualifier">What kind of id: <c>XX</c> NPI, <c>FI</c> tax id, <c>PI</c> payer id, <c>MI</c> member id, <c>34</c> social security number …</param>
public sealed record Party(string? Name, string? IdQualifier, string? Id)
{
    public override string ToString() => "party";
}

/// <summary>Whom to ask, from a PER segment.</summary>
/// <param name="Channel"><c>TE</c> telephone, <c>EM</c> electronic mail, <c>FX</c> facsimile.</param>
public sealed record Contact(string? Name, string Channel, string Number)
{
    public override string ToString() => "contact";
}

/// <summary>A person's name, from an NM1 segment.</summary>
public sealed record PersonName(string? Last, string? First = null, string? Middle = null, string? Prefix = null, string? Suffix = null)
{
    public override string ToString() => "name";
}

/// <summary>A person or organization in a role: an NM1 segment.</summary>
/// <param name="Role">NM101.</param>
public sealed record NamedParty(string Role, bool IsOrganization, PersonName Name, string? IdQualifier, string? Id)
{
    public override string ToString() => "party";
}

/// <summary>A postal address, from N3 and N4.</summary>
public sealed record PostalAddress(string? Line1, string? Line2, string? City, string? State, string? PostalCode, string? Country = null)
{
    public override string ToString() => "address";
}

/// <summary>A number by which somebody knows something: a REF segment.</summary>
/// <param name="Qualifier">REF01: what kind of number.</param>
/// <param name="Value">REF02.</param>
public sealed record Reference(string Qualifier, string Value)
{
    public override string ToString() => $"REF*{Qualifier}";
}
