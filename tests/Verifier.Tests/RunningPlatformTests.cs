using System.Text.Json.Nodes;
using Aso.Servers;
using Aso.Verifier.Ledger;
using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;
using Npgsql;

namespace Aso.Verifier.Tests;

/// <summary>The verifier beside a platform that works, on either database, and at the command line.</summary>
public sealed class RunningPlatformTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aso-verifier-running-");

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task A_platform_is_proved_while_it_works()
    {
        await using var platform = await PlayedPlatform.StartAsync(_directory.FullName);
        var enough = false;
        var playing = PlayAsync();

        for (var proofs = 0; proofs < 3 && !playing.IsFaulted; proofs++)
        {
            var report = await Task.Run(() => Verify(Installation.Embedded(_directory.FullName), TimeSpan.FromMinutes(10)));
            Assert.Empty(report.Findings);
            Assert.Equal(Verdict.Proved, report.Verdict);
        }

        Volatile.Write(ref enough, true);
        await playing;

        // It works until the last proof has ended, however long each takes.
        async Task PlayAsync()
        {
            do
            {
                await platform.PlayAsync("prefunded-queue-fifo", "specific-stop-loss-notices-and-request", "void-after-payment-recoup", "laser-and-aggregating-deductible");
            }
            while (!Volatile.Read(ref enough));
        }
    }

    [Fact]
    public async Task On_PostgreSQL_it_is_proved_and_a_cent_is_found()
    {
        var connections = new Dictionary<string, string>();
        foreach (var service in new[] { Installation.ClaimsName, Installation.FundingName, Installation.StopLossName })
        {
            connections[service] = await TestServers.NewDatabaseAsync(service);
        }

        await using (var platform = await PlayedPlatform.StartAsync(_directory.FullName, connections))
        {
            await platform.PlayAsync("specific-stop-loss-notices-and-request", "void-after-payment-recoup", "fees-and-premium-monthly", "fully-insured");
            await platform.PlayReturnsAsync();
        }

        var installation = Installation.Separate(connections[Installation.ClaimsName], connections[Installation.FundingName], connections[Installation.StopLossName]);
        var report = Verify(installation);
        Assert.Empty(report.Findings);
        Assert.Equal(4 + PlayedBooks.Returned, report.Heads.Count);

        await ChangeAsync(connections[Installation.StopLossName], "UPDATE accumulation SET eligible = eligible + 1 WHERE eligible > 0");
        Assert.Equal(["eligible"], Verify(installation).ChecksWithFindings());

        await ChangeAsync(connections[Installation.FundingName], "ALTER TABLE journal_entry DISABLE TRIGGER USER; UPDATE journal_entry SET amount = amount + 1 WHERE kind = 1");
        Assert.Contains("journal-chain", Verify(installation).ChecksWithFindings());
    }

    [Fact]
    public async Task What_is_on_its_way_is_no_finding_until_it_should_have_arrived()
    {
        await using (var platform = await PlayedPlatform.StartAsync(_directory.FullName))
        {
            await platform.PlayAsync("prefunded-queue-fifo");
        }

        var books = new TamperedBooks(_directory.FullName);
        books.Change("stop-loss", "DELETE FROM payment WHERE rowid = (SELECT MAX(rowid) FROM payment)");
        Assert.Equal(["releases-payments"], books.Verify().ChecksWithFindings());

        books.Change("stop-loss", "UPDATE inbox_cursor SET last_sequence = last_sequence - 1 WHERE source = 'funding'");
        var report = books.Verify();
        Assert.Empty(report.Findings);
        Assert.Equal(Verdict.Unsettled, report.Verdict);

        books.Change("stop-loss", "UPDATE inbox_cursor SET last_sequence = last_sequence + 2 WHERE source = 'funding'");
        Assert.Contains("streams", books.Verify().ChecksWithFindings());
    }

    [Fact]
    public async Task The_command_says_by_its_exit_code_and_its_report_whether_all_is_proved()
    {
        await using (var platform = await PlayedPlatform.StartAsync(_directory.FullName))
        {
            await platform.PlayAsync("pay-as-you-go-weekly");
        }

        var file = Path.Combine(_directory.FullName, "report.json");
        Assert.Equal(0, Program.Main(["--data", _directory.FullName, "--json", file]));
        var report = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        Assert.Equal("proved", report["verdict"]!.GetValue<string>());
        Assert.Equal(0, Program.Main(["--data", _directory.FullName, "--since", file]));

        new TamperedBooks(_directory.FullName).Change("funding", "UPDATE book SET cash = cash + 1");
        Assert.Equal(1, Program.Main(["--data", _directory.FullName, "--json", file]));
        var finding = JsonNode.Parse(await File.ReadAllTextAsync(file))!["findings"]![0]!;
        Assert.Equal("cash", finding["field"]!.GetValue<string>());

        Assert.Equal(2, Program.Main(["--data", Path.Combine(_directory.FullName, "nowhere")]));
        Assert.Equal(2, Program.Main(["--claims", "Host=127.0.0.1;Port=1", "--funding", "Host=127.0.0.1;Port=1", "--stop-loss", "Host=127.0.0.1;Port=1"]));
    }

    [Fact]
    public async Task An_employer_proves_its_exported_journal_offline()
    {
        await using var platform = await PlayedPlatform.StartAsync(_directory.FullName);
        await platform.PlayAsync("void-after-payment-recoup");
        var employer = (await platform.Administrator.GetAsync("v1/employers", CancellationToken.None))!["items"]![0]!["employerId"]!.GetValue<string>();
        var head = (await platform.Administrator.GetAsync($"v1/employers/{employer}/ledger", CancellationToken.None))!["lastHash"]!.GetValue<string>();
        var files = new List<string>();
        for (var query = "limit=4"; query is not null;)
        {
            var page = (await platform.Administrator.GetAsync($"v1/employers/{employer}/ledger/entries?{query}", CancellationToken.None))!;
            files.Add(Path.Combine(_directory.FullName, $"page-{files.Count}.json"));
            await File.WriteAllTextAsync(files[^1], page.ToJsonString());
            query = (string?)page["next"] is { } next ? $"limit=4&after={next}" : null;
        }

        Assert.True(files.Count > 1, "The journal fits one page.");
        Assert.Equal(0, Program.Main(["journal", .. files, "--employer", employer, "--head", head]));
        Assert.Equal(1, Program.Main(["journal", .. files.SkipLast(1), "--employer", employer, "--head", head]));

        var first = await File.ReadAllTextAsync(files[0]);
        var amount = JsonNode.Parse(first)!["items"]![0]!["lines"]![0]!["debit"]!.GetValue<string>();
        await File.WriteAllTextAsync(files[0], first.Replace($"\"{amount}\"", $"\"{amount[..^1]}{(amount[^1] == '9' ? '8' : '9')}\"", StringComparison.Ordinal));
        Assert.Equal(1, Program.Main(["journal", .. files, "--employer", employer, "--head", head]));
    }

    private static VerificationReport Verify(Installation installation, TimeSpan patience = default) =>
        new Verification(installation, new Dictionary<Guid, Head>(), new Silent()).Run([], patience, CancellationToken.None);

    private static async Task ChangeAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
