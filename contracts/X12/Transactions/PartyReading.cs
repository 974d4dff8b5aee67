namespace Aso.X12;

/// <summary>Reads names, ids and addresses, which many loops have alike.</summary>
internal static class PartyReading
{
    /// <summary>The name in an NM1 segment.</summary>
    public static PersonName PersonName(this SegmentFields fields) =>
        new(fields.Text(3, 60), fields.Text(4, 35), fields.Text(5, 25), fields.Text(6, 10), fields.Text(7, 10));

    /// <summary>The organization or person in an NM1 segment, by last name and id.</summary>
    public static Party Party(this SegmentFields fields) => new(fields.Text(3, 60), fields.Text(8, 2), fields.Text(9, 80));

    /// <summary>Who stands in an NM1 segment, with the role, the name and the id.</summary>
    public static NamedParty NamedParty(this SegmentFields fields) =>
        new(fields.RequiredText(1, 3), fields.RequiredCode(2, "1 2") == "2", fields.PersonName(), fields.Text(8, 2), fields.Text(9, 80));

    /// <summary>The provider's number in an NM1 segment, where it gives one.</summary>
    /// <remarks>A malformed one of a mere place (facility 77, ambulance PW and 45) decides nothing: it is left out with a warning.</remarks>
    public static string? Npi(this SegmentFields fields)
    {
        if (!fields.Is(8, "XX"u8))
        {
            return null;
        }

        var npi = fields.Segment[9].Bytes;
        if (npi.Length != 10 || npi.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            var code = npi.IsEmpty ? X12ErrorCode.ElementMissing : X12ErrorCode.IdentifierInvalid;
            if (fields.Is(1, "77"u8) || fields.Is(1, "PW"u8) || fields.Is(1, "45"u8))
            {
                fields.Warn(code, 9);
            }
            else
            {
                fields.Note(code, 9);
            }

            return null;
        }

        return fields.Text(9, 10);
    }

    /// <summary>The address with what an N3 or N4 segment adds to it.</summary>
    public static PostalAddress Address(this SegmentFields fields, PostalAddress? known)
    {
        var address = known ?? new(null, null, null, null, null);
        return fields.Segment.Id == SegmentId.N3
            ? address with { Line1 = fields.RequiredText(1, 55), Line2 = fields.Text(2, 55) }
            : address with { City = fields.Text(1, 30), State = fields.Text(2, 2), PostalCode = fields.Text(3, 15), Country = fields.Text(4, 3) };
    }
}
