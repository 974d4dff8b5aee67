using System.Buffers;

namespace Aso.X12.Claims837;

/// <summary>Writes claim files, 837: professional (005010X222A1), institutional (X223A2) and dental (X224A2).</summary>
public static class Claim837Writer
{
    /// <summary>Claims in one transaction set, as the guides recommend; further ones go into further sets.</summary>
    public const int ClaimsPerSetMax = 5000;

    /// <summary>Writes an interchange of claims of one kind.</summary>
    /// <param name="claims">At least one. Claims of one provider and one subscriber that follow each other share their levels.</param>
    /// <exception cref="X12Exception">A text holds a delimiter or a control character.</exception>
    public static void WriteFile(IBufferWriter<byte> output, InterchangeHeader interchange, IEnumerable<Claim837> claims)
    {
        ArgumentNullException.ThrowIfNull(interchange);
        ArgumentNullException.ThrowIfNull(claims);
        var envelopes = new EnvelopeWriter(new X12Writer(output));
        ClaimKind? kind = null;
        envelopes.StartInterchange(interchange);
        foreach (var set in claims.Chunk(ClaimsPerSetMax))
        {
            if (kind is null)
            {
                kind = set[0].Kind;
                envelopes.StartGroup(interchange.GroupFor("HC", VersionOf(set[0].Kind)));
            }

            if (set.Any(claim => claim.Kind != kind))
            {
                throw new ArgumentException("The claims of a file must be of one kind.", nameof(claims));
            }

            WriteSet(envelopes, set);
        }

        if (kind is not null)
        {
            envelopes.EndGroup();
        }

        envelopes.EndInterchange();
    }

    /// <summary>Writes one transaction set into an open group; the submission is that of the first claim.</summary>
    /// <inheritdoc cref="WriteFile"/>
    public static void WriteSet(EnvelopeWriter envelopes, IReadOnlyList<Claim837> claims)
    {
        ArgumentNullException.ThrowIfNull(envelopes);
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentOutOfRangeException.ThrowIfZero(claims.Count);
        envelopes.StartSet("837");
        var levels = new LevelWriter(envelopes.Segments);
        levels.WriteSubmission(claims[0].Submission);
        foreach (var claim in claims)
        {
            levels.Write(claim);
        }

        envelopes.EndSet();
    }

    /// <summary>The guide that is written for a kind of claim, for GS08.</summary>
    public static string VersionOf(ClaimKind kind) => kind switch
    {
        ClaimKind.Professional => "005010X222A1",
        ClaimKind.Institutional => "005010X223A2",
        _ => "005010X224A2",
    };
}
