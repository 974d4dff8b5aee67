using System.Text;
using CsCheck;

namespace Aso.Nacha.UnitTests;

/// <summary>What a bank sends back, and why.</summary>
public sealed class AchReturnTests
{
    private static readonly AchReturn NoAccount = new() { Reason = "R03", OriginalTraceNumber = "091000010000007", OriginalBank = "02100002" };

    private static readonly Gen<AchReturn> Returns =
        from isDebit in Gen.Bool
        from reason in Gen.Int[1, 85]
        from number in Gen.Long[1, 9_999_999]
        from days in Gen.Int[0, 20_000]
        from information in Gen.String[Gen.Char["ABC 123"], 0, 44]
        select new AchReturn
        {
            IsDebit = isDebit, Reason = $"R{reason:00}", OriginalTraceNumber = $"09100001{number:0000000}", OriginalBank = "02100002",
            DiedOn = reason is 14 or 15 ? new DateOnly(2020, 1, 1).AddDays(days % 10_000) : null, Information = information.TrimEnd(),
        };

    private static readonly Gen<AchFile> Files = Gen.Select(Returns, Gen.Long[1, AchEntry.CentsMax], Gen.Bool).Array[1, 20].Array[1, 3].Select(batches =>
        Of([.. batches.Select(entries => Batch([.. entries.Select((entry, index) => Entry(entry.Item1, entry.Item2, entry.Item3, index + 1))]))]));

    [Fact]
    public void A_file_of_returns_reads_back_as_it_was_written() =>
        Files.Sample(file =>
        {
            var reading = AchReader.ReadReturns(AchWriter.Write(file));

            Assert.Null(reading.Error);
            Assert.Equal(System.Text.Json.JsonSerializer.Serialize(file), System.Text.Json.JsonSerializer.Serialize(reading.File));
        }, iter: 300);

    [Fact]
    public void What_was_paid_into_accounts_is_totalled_apart_from_what_was_drawn_from_them() =>
        Files.Sample(file =>
        {
            var control = AchWriter.Write(file).Split('\n').Last(line => line.StartsWith('9') && line != new string('9', 94));
            var entries = file.Batches.SelectMany(batch => batch.Entries).ToList();

            Assert.Equal($"{entries.Where(entry => entry.Return!.IsDebit).Sum(entry => entry.Cents):000000000000}", control.Substring(31, 12));
            Assert.Equal($"{entries.Where(entry => !entry.Return!.IsDebit).Sum(entry => entry.Cents):000000000000}", control.Substring(43, 12));
            Assert.Equal($"{2 * entries.Count:00000000}", control.Substring(13, 8));
        }, iter: 300);

    [Fact]
    public void A_file_of_which_an_amount_or_a_way_of_the_money_was_changed_is_not_read() =>
        Gen.Select(Files, Gen.Int[0, int.MaxValue]).Sample((file, place) =>
        {
            var lines = AchWriter.Write(file).Split('\n');
            var entries = lines.Index().Where(line => line.Item.StartsWith('6')).Select(line => line.Index).ToList();
            var at = entries[place % entries.Count];
            var changed = new StringBuilder(lines[at]);
            var column = place % 2 == 0 ? 2 : 29 + place % 10;
            changed[column] = column == 2 ? (changed[2] == '1' ? '6' : '1') : changed[column] == '9' ? '0' : (char)(changed[column] + 1);
            lines[at] = changed.ToString();

            Assert.NotNull(AchReader.ReadReturns(string.Join('\n', lines)).Error);
        }, iter: 300);

    [Fact]
    public void A_return_is_written_as_the_standard_lays_it_out()
    {
        var died = NoAccount with { Reason = "R15", DiedOn = new(2026, 2, 28), Information = "ESTATE" };
        var lines = AchWriter.Write(Of([Batch([Entry(NoAccount, 14_000, isSavings: false, 1), Entry(died with { IsDebit = true }, 700, isSavings: true, 2)])])).Split('\n');

        Assert.Equal("5200PLAN ADMINISTRAT                    1123456789CCDHCCLAIMPMT      260311   1021000020000001", lines[1]);
        Assert.Equal("621091000019123456789        0000014000" + "1234567893     " + "RIVERSIDE CLINIC      " + "  1021000020000001", lines[2]);
        Assert.Equal("799R03091000010000007      02100002" + new string(' ', 44) + "021000020000001", lines[3]);
        Assert.Equal("636091000019", lines[4][..12]);
        Assert.Equal("799R1509100001000000726022802100002" + "ESTATE".PadRight(44) + "021000020000002", lines[5]);
        Assert.Equal("82000000040018200002000000000700000000014000", lines[6][..44]);
    }

    [Theory]
    [InlineData(2, 1, "22", "entry-unexpected")]
    [InlineData(2, 1, "23", "field-malformed")]
    [InlineData(2, 78, "0", "field-malformed")]
    [InlineData(3, 1, "05", "field-malformed")]
    [InlineData(3, 1, "98", "notification-of-change")]
    [InlineData(3, 3, "X", "field-malformed")]
    [InlineData(3, 6, "x", "field-malformed")]
    [InlineData(3, 21, "269999", "field-malformed")]
    [InlineData(3, 93, "9", "field-malformed")]
    [InlineData(1, 1, "225", "control-mismatch")]
    [InlineData(4, 4, "000009", "control-mismatch")]
    [InlineData(4, 20, "1", "control-mismatch")]
    [InlineData(4, 32, "1", "control-mismatch")]
    [InlineData(5, 31, "1", "control-mismatch")]
    [InlineData(5, 43, "1", "control-mismatch")]
    public void What_is_wrong_is_told_with_its_line(int line, int column, string text, string code)
    {
        var lines = AchWriter.Write(Of([Batch([Entry(NoAccount, 14_000, isSavings: false, 1)])])).Split('\n');
        lines[line] = lines[line][..column] + text + lines[line][(column + text.Length)..];

        // A control record speaks of the lines before it, and of its batch's header.
        var told = code == "control-mismatch" && line == 1 ? 4 : line;
        Assert.Equal(new AchError(code, told + 1), AchReader.ReadReturns(string.Join('\n', lines)).Error);
    }

    [Theory]
    [InlineData("200", true)]
    [InlineData("220", true)]
    [InlineData("225", false)]
    [InlineData("280", false)]
    public void A_batch_goes_the_way_that_its_service_class_says(string serviceClass, bool isRead)
    {
        var text = AchWriter.Write(Of([Batch([Entry(NoAccount, 14_000, isSavings: false, 1)])]));

        var read = AchReader.ReadReturns(text.Replace("\n5220", $"\n5{serviceClass}", StringComparison.Ordinal).Replace("\n8220", $"\n8{serviceClass}", StringComparison.Ordinal));

        Assert.Equal(isRead, read.Error is null);
    }

    [Fact]
    public void A_file_of_payments_is_no_file_of_returns_and_the_other_way_round()
    {
        var returns = AchWriter.Write(Of([Batch([Entry(NoAccount, 14_000, isSavings: false, 1)])]));
        var payments = AchWriter.Write(Of([Batch([Entry(NoAccount, 14_000, isSavings: false, 1) with { Return = null }])]));

        Assert.Equal(new("entry-unexpected", 3), AchReader.Read(returns).Error);
        Assert.Equal(new("entry-unexpected", 3), AchReader.ReadReturns(payments).Error);
    }

    [Fact]
    public void A_reason_is_told_in_words_also_where_the_rules_have_none()
    {
        Assert.Equal("Account closed", ReturnReasons.WordsOf("R02"));
        Assert.Equal("Reason not in the rules", ReturnReasons.WordsOf("R49"));
    }

    private static AchEntry Entry(AchReturn returned, long cents, bool isSavings, int sequence) => new()
    {
        Cents = cents, RoutingNumber = "091000019", AccountNumber = "123456789", AccountKind = isSavings ? AccountKind.Savings : AccountKind.Checking,
        PayeeId = "1234567893", PayeeName = "RIVERSIDE CLINIC", Return = returned, Sequence = sequence,
    };

    private static AchBatch Batch(IReadOnlyList<AchEntry> entries) => new()
    {
        CompanyName = "PLAN ADMINISTRAT", CompanyId = "1123456789", EntryClass = "CCD", Description = "HCCLAIMPMT",
        EffectiveOn = new(2026, 3, 11), OriginatingBank = "02100002", Entries = entries,
    };

    private static AchFile Of(IReadOnlyList<AchBatch> batches) => new()
    {
        Destination = "091000019", DestinationName = "FIRST BANK", Origin = "021000021", OriginName = "CLINIC BANK",
        CreatedAt = new(2026, 3, 12), Batches = batches,
    };
}
