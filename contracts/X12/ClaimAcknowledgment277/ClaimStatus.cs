namespace Aso.X12.ClaimAcknowledgment277;

/// <summary>One status of a claim: a composite of an STC segment.</summary>
/// <param name="Category">
/// Claim status category: <c>A1</c> received, <c>A2</c> accepted for processing; rejected: <c>A3</c> cannot be processed, <c>A6</c> something
/// is missing, <c>A7</c> something is invalid, <c>A8</c> elements contradict each other.
/// </param>
/// <param name="Code">Claim status code: <c>20</c> accepted for processing, <c>21</c> missing or invalid information, <c>187</c> service date …</param>
/// <param name="Entity">Whom it is about: <c>85</c> billing provider, <c>IL</c> subscriber, <c>QC</c> patient, <c>PR</c> payer.</param>
public sealed record ClaimStatus(string Category, string Code, string? Entity = null)
{
    internal const string Categories = "A0 A1 A2 A3 A4 A5 A6 A7 A8";

    public static readonly ClaimStatus AcceptedForProcessing = new("A2", "20", "PR");

    /// <summary>What a batch as a whole has: it was received.</summary>
    internal static readonly ClaimStatus Received = new("A1", "19", "PR");

    public bool IsRejection => Category is "A3" or "A4" or "A6" or "A7" or "A8";

    /// <summary>The status that tells a provider of an error that the reader found in a claim.</summary>
    public static ClaimStatus Of(X12Error error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var category =
            error.Code == X12ErrorCode.SegmentMissing || error.Code == X12ErrorCode.ElementMissing ? "A6"
            : error.Code == X12ErrorCode.ChargesOutOfBalance ? "A8"
            : error.Code.Level == X12ErrorLevel.Element ? "A7"
            : "A3";
        return new(category, CodeOf(error), EntityOf(error.Loop));
    }

    private static string CodeOf(X12Error error) => (error.SegmentId, error.Position.Element, error.Position.Component) switch
    {
        _ when error.Code == X12ErrorCode.ChargesOutOfBalance => "400",
        ("CLM", 1, _) => "478",
        ("CLM", 2, _) or ("SV1", 2, _) or ("SV2", 3, _) or ("SV3", 2, _) => "178",
        ("CLM", 5, 3) => "535",
        ("CLM", 5, _) or ("SV1", 5, _) or ("SV3", 3, _) => "249",
        ("HI", 0, _) => "254",
        ("HI", _, _) => "255",
        ("DTP", _, _) when error.Qualifier == "434" => "188",
        ("DTP", _, _) => "187",
        ("SV1", 0 or 1, _) or ("SV2", 2, _) or ("SV3", 0 or 1, _) => "454",
        ("SV2", 0 or 1, _) => "455",
        ("SV1", 4, _) or ("SV2", 5, _) or ("SV3", 6, _) => "476",
        ("NM1", 9, _) when error.Code == X12ErrorCode.IdentifierInvalid => "562",
        ("DMG", 2, _) => "158",
        _ => "21",
    };

    private static string? EntityOf(string? loop) => loop switch
    {
        "2000A" or "2010AA" => "85",
        "2000B" or "2010BA" => "IL",
        "2000C" or "2010CA" => "QC",
        "2010BB" => "PR",
        _ => null,
    };
}
