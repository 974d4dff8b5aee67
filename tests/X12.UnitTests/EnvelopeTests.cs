using System.Text;
using static Aso.X12.UnitTests.Documents;

namespace Aso.X12.UnitTests;

public sealed class EnvelopeTests
{
    private static readonly string[] GoodSet = Set("834", EnrollmentVersion, "0001", ["BGN*00*1*20260105*0930****2"]);

    [Fact]
    public void The_envelopes_say_who_sends_what_to_whom()
    {
        using var reader = new X12Reader(Bytes(Interchange(Group("BE", EnrollmentVersion, GoodSet))));

        while (reader.Read() != X12Token.SetStart)
        {
        }

        Assert.Equal(("ZZ", "ACME", "ZZ", "ASO"), (reader.Interchange!.SenderQualifier, reader.Interchange.SenderId, reader.Interchange.ReceiverQualifier, reader.Interchange.ReceiverId));
        Assert.Equal(("000000017", true, new DateTime(2026, 1, 5, 9, 30, 0)), (reader.Interchange.ControlNumber, reader.Interchange.IsTest, reader.Interchange.At));
        Assert.Equal(("BE", "17", EnrollmentVersion), (reader.Group!.FunctionalId, reader.Group.ControlNumber, reader.Group.Version));
        Assert.Equal(new SetHeader("834", "0001", EnrollmentVersion), reader.Set);
        Assert.Equal(new Position(1, 1, 1, 3, 1), reader.Position);
    }

    [Fact]
    public void A_file_may_hold_several_interchanges_groups_and_sets()
    {
        var interchange = Interchange(
            [.. Group("BE", EnrollmentVersion, [.. GoodSet, .. Set("834", EnrollmentVersion, "0002", [])]), .. Group("BE", EnrollmentVersion, GoodSet)]);

        var (tokens, errors) = Read(Bytes([.. interchange, .. interchange]));

        Assert.Empty(errors);
        Assert.Equal(2, tokens.Count(token => token == X12Token.InterchangeEnd));
        Assert.Equal(4, tokens.Count(token => token == X12Token.GroupEnd));
        Assert.Equal(6, tokens.Count(token => token == X12Token.SetEnd));
    }

    [Fact]
    public void Every_interchange_has_the_delimiters_that_it_declares()
    {
        var usual = Encoding.UTF8.GetString(Bytes(Interchange(Group("BE", EnrollmentVersion, GoodSet))));
        var other = usual.Replace('*', '|').Replace("~\n", "\r\n", StringComparison.Ordinal).Replace('^', '!').Replace(':', '>');
        var control = usual.Replace("~\n", "\x1C", StringComparison.Ordinal).Replace('*', '\x1D').Replace(':', '\x1F');

        var (tokens, errors) = Read(Encoding.UTF8.GetBytes("\uFEFF" + other + usual + control));

        Assert.Empty(errors);
        Assert.Equal(3, tokens.Count(token => token == X12Token.InterchangeEnd));
    }

    [Theory]
    [InlineData("SE*3*0001", "SE*4*0001", "segment-count-mismatch", "SE01")]
    [InlineData("SE*3*0001", "SE*x*0001", "segment-count-mismatch", "SE01")]
    [InlineData("SE*3*0001", "SE*3*0002", "set-control-number-mismatch", "SE02")]
    [InlineData("SE*3*0001", null, "set-trailer-missing", "SE")]
    [InlineData("ST*834*0001*005010X220A1", "ST*837*0001*005010X220A1", "set-type-mismatch", "ST01")]
    [InlineData("ST*834*0001*005010X220A1", "ST*834*1*005010X220A1", "set-control-number-invalid", "ST02")]
    [InlineData("ST*834*0001*005010X220A1", "ST*834*0001*005010X221A1", "implementation-unsupported", "ST03")]
    [InlineData("GE*1*17", "GE*2*17", "set-count-mismatch", "GE01")]
    [InlineData("GE*1*17", "GE*1*18", "group-control-number-mismatch", "GE02")]
    [InlineData("GE*1*17", null, "group-trailer-missing", "GE")]
    [InlineData("GE*1*17", "REF*38*X~\nGE*1*17", "segment-outside-set", "REF")]
    [InlineData("GS*BE*ACME*ASO*20260105*0930*17*X*005010X220A1", "GS*BE*ACME*ASO*20260150*0930*17*X*005010X220A1", "group-header-invalid", "GS04")]
    [InlineData("IEA*1*000000017", "IEA*2*000000017", "group-count-mismatch", "IEA01")]
    [InlineData("IEA*1*000000017", "IEA*1*000000018", "interchange-control-number-mismatch", "IEA02")]
    [InlineData("IEA*1*000000017", null, "unexpected-end", "IEA")]
    [InlineData("IEA*1*000000017", "NTE*X~\nIEA*1*000000017", "segment-outside-group", "NTE")]
    [InlineData("*00501*", "*00401*", "interchange-version-unsupported", "ISA12")]
    [InlineData("*0*T*", "*0*X*", "code-invalid", "ISA15")]
    [InlineData("*T*:", "*T**", "delimiters-invalid", "ISA16")]
    [InlineData("*T*:", "*T*A", "delimiters-invalid", "ISA16")]
    [InlineData("ZZ*ACME    ", "ZZ*ACME   ", "interchange-header-invalid", "ISA")]
    public void A_wrong_envelope_is_told_by_its_code_and_place(string right, string? wrong, string code, string field)
    {
        var file = Encoding.UTF8.GetString(Bytes(Interchange(Group("BE", EnrollmentVersion, GoodSet))));
        Assert.Contains(right, file, StringComparison.Ordinal);

        var (_, errors) = Read(Encoding.UTF8.GetBytes(file.Replace(wrong is null ? right + "~\n" : right, wrong, StringComparison.Ordinal)));

        Assert.Contains((code, field), errors.Select(error => (error.Code.Name, error.Field)));
    }

    [Fact]
    public void A_set_control_number_may_not_be_repeated_in_its_group()
    {
        var (_, errors) = Read(Bytes(Interchange(Group("BE", EnrollmentVersion, [.. GoodSet, .. GoodSet]))));

        var error = Assert.Single(errors);
        Assert.Equal(X12ErrorCode.SetControlNumberRepeated, error.Code);
        Assert.Equal(2, error.Position.Set);
    }

    [Fact]
    public void An_interchange_that_does_not_end_ends_the_reading()
    {
        var unfinished = Interchange(Group("BE", EnrollmentVersion, GoodSet))[..^1];

        var (tokens, errors) = Read(Bytes([.. unfinished, .. Interchange(Group("BE", EnrollmentVersion, GoodSet))]));

        Assert.Equal(X12ErrorCode.InterchangeTrailerMissing, Assert.Single(errors).Code);
        Assert.Equal(1, tokens.Count(token => token == X12Token.InterchangeEnd));
    }

    [Theory]
    [InlineData("", "file-empty")]
    [InlineData("\r\n  \n", "file-empty")]
    [InlineData("hello", "interchange-header-invalid")]
    [InlineData("ISA*00*", "interchange-header-invalid")]
    public void A_file_without_an_interchange_is_told_so_at_its_end(string text, string code)
    {
        var (tokens, errors) = Read(Encoding.UTF8.GetBytes(text));

        Assert.Equal([X12Token.End], tokens);
        Assert.Equal(code, Assert.Single(errors).Code.Name);
    }

    [Fact]
    public void What_follows_the_last_interchange_does_not_touch_those_before()
    {
        var (tokens, errors) = Read([.. Bytes(Interchange(Group("BE", EnrollmentVersion, GoodSet))), .. "and more"u8]);

        Assert.Equal(X12ErrorCode.InterchangeHeaderInvalid, Assert.Single(errors).Code);
        Assert.Equal(X12Token.End, tokens[^1]);
        Assert.Contains(X12Token.InterchangeEnd, tokens);
    }

    [Fact]
    public void A_segment_without_end_is_refused_at_the_limit()
    {
        byte[] file = [.. Bytes(Interchange(Group("BE", EnrollmentVersion, GoodSet))[..3]), .. new byte[100_000].Select(_ => (byte)'A')];

        var (_, errors) = Read(file);

        Assert.Contains(X12ErrorCode.SegmentTooLong, errors.Select(error => error.Code));
    }

    [Fact]
    public void Malformed_segments_are_told_and_do_not_stop_the_reading()
    {
        var long65 = "REF" + string.Concat(Enumerable.Repeat("*A", 65));
        using var reader = new X12Reader(Bytes(Interchange(Group("BE", EnrollmentVersion, Set("834", EnrollmentVersion, "0001", ["ref*1", "REF*A\u0007B", long65, ""])))));
        var faults = new List<(string, int)>();

        while (reader.Read() != X12Token.End)
        {
            if (reader.SegmentError is { } error)
            {
                faults.Add((error.Code.Name, error.Position.Element));
            }
        }

        Assert.Equal([("segment-unrecognized", 0), ("character-invalid", 1), ("too-many-elements", 64), ("segment-unrecognized", 0)], faults);
    }

    [Fact]
    public void An_acknowledgment_of_another_interchange_may_ride_along()
    {
        string[] interchange = Interchange(Group("BE", EnrollmentVersion, GoodSet));

        var (_, errors) = Read(Bytes([interchange[0], "TA1*000000009*260104*0930*A*000", .. interchange[1..]]));

        Assert.Empty(errors);
    }

    [Fact]
    public void Groups_and_sets_are_bounded_by_the_limits_that_the_caller_sets()
    {
        string[] sets = [.. Enumerable.Range(1, 4).SelectMany(number => Set("834", EnrollmentVersion, $"000{number}", []))];
        string[] groups = [.. Enumerable.Repeat(Group("BE", EnrollmentVersion, sets), 3).SelectMany(group => group)];

        var (_, errors) = Read(Bytes(Interchange(groups)), new X12Limits { SetsPerGroupMax = 3, GroupsPerInterchangeMax = 2 });

        Assert.Equal(
            [("too-many-sets", 1), ("too-many-sets", 2), ("too-many-sets", 3), ("too-many-groups", 3)],
            errors.Select(error => (error.Code.Name, error.Position.Group)));
    }

    [Fact]
    public void The_errors_kept_are_bounded()
    {
        var stray = Enumerable.Repeat("REF*1", 5_000);

        var (_, errors) = Read(Bytes(Interchange(Group("BE", EnrollmentVersion, [.. stray, .. GoodSet]))));

        Assert.Equal(X12Limits.Default.ErrorsMax, errors.Count);
    }

    private static (List<X12Token> Tokens, List<X12Error> Errors) Read(byte[] file, X12Limits? limits = null)
    {
        using var reader = new X12Reader(file, limits);
        var tokens = new List<X12Token>();
        var errors = new List<X12Error>();
        while (tokens.Count == 0 || tokens[^1] != X12Token.End)
        {
            tokens.Add(reader.Read());
            if (tokens[^1] is X12Token.SetEnd or X12Token.GroupEnd or X12Token.InterchangeEnd or X12Token.End)
            {
                errors.AddRange(reader.Errors);
            }
        }

        return (tokens, errors);
    }
}
