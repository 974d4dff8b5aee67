using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Claims.UnitTests.Serving;

public sealed class ClaimReadingTests
{
    private const string Medical = """
        {"claimNumber":"C1","line":"medical","frequency":1,"memberId":"E1","providerNpi":"1234567893","authorization":"A-77","diagnoses":["C50.911"],
         "lines":[{"procedure":"99213","modifiers":["25","59"],"serviceDate":"2026-02-03","units":1.5,"billed":"180","otherPayerPaid":"0.00"}]}
        """;

    private const string Disability = """
        {"claimNumber":"D1","line":"ltd","frequency":1,"memberId":"E1","disabledFrom":"2026-03-02","certifiedThrough":"2026-04-19","monthlyOffsets":["800.00","50.5"]}
        """;

    [Fact]
    public void A_medical_claim_is_read_as_it_is_written()
    {
        var claim = Read(Medical).Claim!;
        var line = Assert.Single(claim.Lines);
        Assert.Equal(("C1", BenefitLine.Medical, Frequency.Original, "E1", "1234567893", "A-77"), (claim.Number, claim.Line, claim.Frequency, claim.MemberId, claim.ProviderNpi, claim.Authorization));
        Assert.Equal(("99213", "25,59", new DateOnly(2026, 2, 3), new Units(1_500), new Money(18_000), Money.Zero), (line.Procedure, line.Modifiers, line.ServiceDate, line.Units, line.Billed, line.OtherPayerPaid));
    }

    [Fact]
    public void A_disability_claims_offsets_are_added_up()
    {
        var period = Read(Disability).Claim!.Disability!;
        Assert.Equal((null, new Money(85_050)), (period.Cause, period.MonthlyOffsets));
    }

    [Fact]
    public void A_void_needs_no_more_than_its_original()
    {
        var claim = Read("""{"claimNumber":"V1","line":"medical","frequency":8,"original":"C1","memberId":"E1"}""").Claim!;
        Assert.Equal((Frequency.Void, "C1"), (claim.Frequency, claim.Original));
        Assert.Empty(claim.Lines);
    }

    [Theory]
    //          field                      value                          field that is named
    [InlineData("claimNumber", null, "claimNumber")]
    [InlineData("claimNumber", "\"\"", "claimNumber")]
    [InlineData("claimNumber", "\"Ä\"", "claimNumber")]
    [InlineData("claimNumber", "\"012345678901234567890123456789012345678901234567890\"", "claimNumber")]
    [InlineData("claimNumber", "\"C/1\"", "claimNumber")]
    [InlineData("claimNumber", "\"C%2F1\"", "claimNumber")]
    [InlineData("claimNumber", "\"C%252F1\"", "claimNumber")]
    [InlineData("claimNumber", "\"50%\"", "claimNumber")]
    [InlineData("claimNumber", "\"C\\\\1\"", "claimNumber")]
    [InlineData("claimNumber", "\".\"", "claimNumber")]
    [InlineData("claimNumber", "\"..\"", "claimNumber")]
    [InlineData("claimNumber", "\"C\\u00001\"", "claimNumber")]
    [InlineData("claimNumber", "\"C\\u200B1\"", "claimNumber")]                // of no width
    [InlineData("claimNumber", "\"C\\u202E1\"", "claimNumber")]                // turns the direction around
    [InlineData("claimNumber", "\"\\uFF231\"", "claimNumber")]                 // a wide C
    [InlineData("line", "\"vision\"", "line")]
    [InlineData("line", "\"Medical\"", "line")]
    [InlineData("line", null, "line")]
    [InlineData("frequency", "2", "frequency")]
    [InlineData("frequency", "7", "original")]
    [InlineData("frequency", "8", "original")]
    [InlineData("original", "\"C0\"", "original")]
    [InlineData("memberId", null, "memberId")]
    [InlineData("memberId", "\" E1\"", "memberId")]
    [InlineData("providerNpi", null, "providerNpi")]
    [InlineData("providerNpi", "\"1234567890\"", "providerNpi")]
    [InlineData("diagnoses", "[null]", "diagnoses[0]")]
    [InlineData("lines", null, "lines")]
    [InlineData("lines", "[]", "lines")]
    [InlineData("lines", "[null]", "lines[0].procedure")]
    [InlineData("disabledFrom", "\"2026-03-02\"", "disabledFrom")]
    [InlineData("lines[0].procedure", null, "lines[0].procedure")]
    [InlineData("lines[0].modifiers", "[\"25,59\"]", "lines[0].modifiers[0]")]
    [InlineData("lines[0].modifiers", "[\"1\",\"2\",\"3\",\"4\",\"5\"]", "lines[0].modifiers")]
    [InlineData("lines[0].areas", "[\"14,MO\"]", "lines[0].areas[0]")]
    [InlineData("lines[0].serviceDate", "\"2026-02-30\"", "lines[0].serviceDate")]
    [InlineData("lines[0].serviceDate", "\"0001-01-01\"", "lines[0].serviceDate")]
    [InlineData("lines[0].serviceDate", null, "lines[0].serviceDate")]
    [InlineData("lines[0].units", "0", "lines[0].units")]
    [InlineData("lines[0].units", "-1", "lines[0].units")]
    [InlineData("lines[0].units", "1e9", "lines[0].units")]
    [InlineData("lines[0].units", "1000000", "lines[0].units")]
    [InlineData("lines[0].units", null, "lines[0].units")]
    [InlineData("lines[0].billed", "\"-1.00\"", "lines[0].billed")]
    [InlineData("lines[0].billed", "\"1.005\"", "lines[0].billed")]
    [InlineData("lines[0].billed", "\"10000000000.01\"", "lines[0].billed")]
    [InlineData("lines[0].billed", "\"99999999999999999999\"", "lines[0].billed")]
    [InlineData("lines[0].billed", "\"1,000.00\"", "lines[0].billed")]
    [InlineData("lines[0].billed", null, "lines[0].billed")]
    [InlineData("lines[0].otherPayerPaid", "\"-0.01\"", "lines[0].otherPayerPaid")]
    public void A_field_that_is_missing_or_malformed_is_named_with_the_remedy(string field, string? value, string named)
    {
        var refusal = Assert.Single(Read(With(Medical, field, value)).Refusals, refusal => refusal.Field == named);
        Assert.NotEmpty(refusal.Detail);
    }

    [Theory]
    [InlineData("disabledFrom", null, "disabledFrom")]
    [InlineData("certifiedThrough", "\"soon\"", "certifiedThrough")]
    [InlineData("monthlyOffsets", "[\"10\",\"-1\"]", "monthlyOffsets[1]")]
    [InlineData("line", "\"std\"", "cause")]
    [InlineData("lines", "[{}]", "lines")]
    public void A_disability_claims_fields_are_checked_as_well(string field, string? value, string named) =>
        Assert.Equal([named], Read(With(Disability, field, value)).Refusals.Select(refusal => refusal.Field));

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_nothing_is_taken()
    {
        var reading = Read("""{"line":"dental","lines":[{"units":0,"billed":"1.234"},{"procedure":"D0120","serviceDate":"2026-02-03","units":1,"billed":"10.00"}]}""");
        Assert.Null(reading.Claim);
        Assert.Equal(
            ["claimNumber", "memberId", "providerNpi", "lines[0].procedure", "lines[0].serviceDate", "lines[0].units", "lines[0].billed"],
            reading.Refusals.Select(refusal => refusal.Field));
    }

    private static ClaimReading Read(string json) => ClaimReading.Read(JsonSerializer.Deserialize<SubmitClaim.Request>(json, WireJson.Options)!);

    private static string With(string json, string field, string? value)
    {
        var claim = JsonNode.Parse(json)!.AsObject();
        var target = claim;
        if (field.StartsWith("lines[0].", StringComparison.Ordinal))
        {
            (target, field) = (claim["lines"]![0]!.AsObject(), field["lines[0].".Length..]);
        }

        target.Remove(field);
        if (value is not null)
        {
            target[field] = JsonNode.Parse(value);
        }

        return claim.ToJsonString();
    }
}
