using System.Globalization;
using System.Text;
using CsCheck;

namespace Aso.Nacha.UnitTests;

public sealed class AchFileTests
{
    private static readonly Gen<string> RoutingNumbers = Gen.Int[0, 99_999_999].Select(bank =>
        Enumerable.Range(0, 10).Select(check => $"{bank:00000000}{check}").Single(RoutingNumber.IsValid));

    private static readonly Gen<AchEntry> Entries =
        from cents in Gen.Frequency((9, Gen.Long[1, 1_000_000]), (1, Gen.Const(AchEntry.CentsMax)))
        from routing in RoutingNumbers
        from account in Gen.Long[1, 99_999_999_999_999_999]
        from savings in Gen.Bool
        from information in Gen.String[Gen.Char["ABC123*\\"], 0, 80]
        select new AchEntry
        {
            Cents = cents, RoutingNumber = routing, AccountNumber = $"{account}", AccountKind = savings ? AccountKind.Savings : AccountKind.Checking,
            PayeeId = "1234567893", PayeeName = "RIVERSIDE CLINIC", PaymentInformation = information.Length == 0 ? null : information, Sequence = 1,
        };

    private static readonly Gen<AchFile> Files = Entries.Array[1, 25].Array[0, 4].Select(batches =>
    {
        var sequence = 0;
        return Of([.. batches.Select(entries => Batch([.. entries.Select(entry => entry with { Sequence = ++sequence })]))]);
    });

    [Fact]
    public void A_file_reads_back_as_it_was_written() =>
        Files.Sample(file =>
        {
            var reading = AchReader.Read(AchWriter.Write(file));

            Assert.Null(reading.Error);
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(file), System.Text.Json.JsonSerializer.Serialize(reading.File));
        }, iter: 300);

    [Fact]
    public void Hash_counts_and_totals_are_those_of_the_entries_and_lines_fill_whole_blocks() =>
        Files.Sample(file =>
        {
            var lines = AchWriter.Write(file).TrimEnd('\n').Split('\n');
            var entries = file.Batches.SelectMany(batch => batch.Entries).ToList();
            var control = lines.Last(line => line[0] == '9' && line != new string('9', 94));

            // The rule said once more, by the columns of the records: digits 2 to 9 of the payee's bank, summed, of which ten digits remain.
            var hash = lines.Where(line => line[0] == '6').Aggregate(Int128.Zero, (sum, line) => sum + Int128.Parse(line.AsSpan(3, 8), CultureInfo.InvariantCulture)) % 10_000_000_000;
            Assert.Equal($"{(long)hash:0000000000}", control.Substring(21, 10));
            Assert.Equal($"{entries.Sum(entry => entry.Cents):000000000000}", control.Substring(43, 12));
            Assert.Equal($"{lines.Count(line => line[0] is '6' or '7'):00000000}", control.Substring(13, 8));
            Assert.Equal($"{file.Batches.Count:000000}{lines.Length / 10:000000}", control.Substring(1, 12));
            Assert.Equal(0, lines.Length % 10);
            Assert.All(lines, line => Assert.Equal(94, line.Length));
            Assert.True(lines.Length - Array.IndexOf(lines, control) <= 10);
        }, iter: 300);

    [Fact]
    public void A_file_of_which_any_digit_was_changed_is_not_read_as_another_payment() =>
        Gen.Select(Files.Where(file => file.Batches.Count > 0), Gen.Int[0, int.MaxValue]).Sample((file, place) =>
        {
            var text = new StringBuilder(AchWriter.Write(file));
            var places = Enumerable.Range(0, text.Length).Where(index => IsBankOrAmount(text, index)).ToList();
            var at = places[place % places.Count];
            text[at] = text[at] == '9' ? '0' : (char)(text[at] + 1);

            Assert.NotNull(AchReader.Read(text.ToString()).Error);
        }, iter: 300);

    [Fact]
    public void A_payment_of_claims_is_written_as_the_standard_lays_it_out()
    {
        var entry = new AchEntry
        {
            Cents = 14_000, RoutingNumber = "021000021", AccountNumber = "123456789", PayeeId = "1234567893", PayeeName = "RIVERSIDE CLINIC",
            PaymentInformation = @"TRN*1*2026031012345678939F86D08188*1123456789\", Sequence = 1,
        };
        var lines = AchWriter.Write(Of([Batch([entry])])).Split('\n');

        Assert.Equal("101 09100001911234567892603100000A094101FIRST BANK             PLAN ADMINISTRATOR     REF     ", lines[0]);
        Assert.Equal("5220PLAN ADMINISTRAT                    1123456789CCDHCCLAIMPMT      260311   1091000010000001", lines[1]);
        Assert.Equal("622021000021123456789        0000014000" + "1234567893     " + "RIVERSIDE CLINIC      " + "  1091000010000001", lines[2]);
        Assert.Equal(@"705TRN*1*2026031012345678939F86D08188*1123456789\".PadRight(83) + "00010000001", lines[3]);
        Assert.Equal("82200000020002100002000000000000000000014000" + "1123456789".PadRight(35) + "091000010000001", lines[4]);
        Assert.Equal("9000001000001000000020002100002000000000000000000014000".PadRight(94), lines[5]);
        Assert.All(lines[6..10], line => Assert.Equal(new string('9', 94), line));
        Assert.Equal(["", .. Array.Empty<string>()], lines[10..]);
    }

    [Theory]
    [InlineData("021000021", true)]
    [InlineData("091000019", true)]
    [InlineData("021000012", false)]
    [InlineData("02100002", false)]
    [InlineData("02100002x", false)]
    public void A_routing_number_has_nine_digits_of_which_the_last_checks_the_others(string text, bool valid) =>
        Assert.Equal(valid, RoutingNumber.IsValid(text));

    [Theory]
    [InlineData("123456789012345678", 100, "021000021")]
    [InlineData("1", 0, "021000021")]
    [InlineData("1", AchEntry.CentsMax + 1, "021000021")]
    [InlineData("1", 100, "021000012")]
    [InlineData("1\n2", 100, "021000021")]
    public void What_does_not_fit_is_refused_rather_than_cut(string account, long cents, string routing) =>
        Assert.Throws<ArgumentException>(() => AchWriter.Write(Of(
            [Batch([new() { Cents = cents, RoutingNumber = routing, AccountNumber = account, PayeeName = "X", Sequence = 1 }])])));

    [Theory]
    [InlineData("", "line-length")]
    [InlineData("101", "line-length")]
    public void What_is_no_file_says_why(string text, string code) => Assert.Equal(code, AchReader.Read(text + "\n").Error?.Code);

    private static bool IsBankOrAmount(StringBuilder text, int index)
    {
        var (line, column) = (index / 95, index % 95);
        return text[line * 95] == '6' && column is (>= 3 and <= 10) or (>= 29 and <= 38) && text[line * 95] == '6';
    }

    private static AchBatch Batch(IReadOnlyList<AchEntry> entries) => new()
    {
        CompanyName = "PLAN ADMINISTRAT", CompanyId = "1123456789", EntryClass = "CCD", Description = "HCCLAIMPMT",
        EffectiveOn = new(2026, 3, 11), OriginatingBank = "09100001", Entries = entries,
    };

    private static AchFile Of(IReadOnlyList<AchBatch> batches) => new()
    {
        Destination = "091000019", DestinationName = "FIRST BANK", Origin = "1123456789", OriginName = "PLAN ADMINISTRATOR",
        CreatedAt = new(2026, 3, 10), Reference = "REF", Batches = batches,
    };
}
