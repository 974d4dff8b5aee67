using Aso.Verifier.Ledger;
using Aso.Verifier.Reporting;
using CsCheck;

namespace Aso.Verifier.Tests;

/// <summary>Nothing of a journal can be changed, removed, inserted or exchanged unseen.</summary>
public sealed class JournalTamperingTests(PlayedBooks played) : IClassFixture<PlayedBooks>
{
    private static readonly string[] Columns = ["employer_id", "sequence", "posted_on", "kind", "amount", "recouped", "subject", "cause", "hash"];

    [Fact]
    public void Any_change_of_any_column_of_any_entry_is_found()
    {
        var books = played.Copy();
        books.Change("funding", "DROP INDEX ix_journal_entry_employer_id_subject_kind");
        var entries = (int)books.Ask<long>("funding", "SELECT COUNT(*) FROM journal_entry");

        Gen.Select(Gen.Int[0, entries - 1], Gen.OneOf(Columns), Gen.Int[1, 1_000], Gen.Guid).Sample((nth, column, change, id) =>
        {
            var row = books.Ask<long>("funding", $"SELECT rowid FROM journal_entry ORDER BY rowid LIMIT 1 OFFSET {nth}");
            var book = books.Ask<Guid>("funding", $"SELECT employer_id FROM journal_entry WHERE rowid = {row}");
            object before = column switch
            {
                "hash" => books.Ask<byte[]>("funding", $"SELECT hash FROM journal_entry WHERE rowid = {row}"),
                "sequence" or "kind" or "amount" or "recouped" => books.Ask<long>("funding", $"SELECT {column} FROM journal_entry WHERE rowid = {row}"),
                _ => books.Ask<string>("funding", $"SELECT {column} FROM journal_entry WHERE rowid = {row}"),
            };
            var after = Changed(column, before, change, id);
            books.Change("funding", $"UPDATE journal_entry SET {column} = @after WHERE rowid = {row}", ("@after", after));

            var findings = books.Verify().Findings.ToList();
            books.Change("funding", $"UPDATE journal_entry SET {column} = @before WHERE rowid = {row}", ("@before", before));

            Assert.Contains(findings, finding => finding.Book == book
                && finding.Check is "journal-chain" or "journal-sequence" or "readable" or "book-balances");
        }, iter: 60, threads: 1);

        Assert.Equal(Verdict.Proved, books.Verify().Verdict);
    }

    [Fact]
    public void An_entry_of_a_cent_more_breaks_its_seal_and_the_sums()
    {
        var books = played.Copy();
        var (book, sequence) = AnEntry(books, "kind = 2");
        books.Change("funding", $"UPDATE journal_entry SET amount = amount + 1 WHERE employer_id = '{book:D}' COLLATE NOCASE AND sequence = {sequence}");

        var findings = books.Verify().Findings.ToList();

        Assert.Contains(findings, finding => (finding.Check, finding.Book, finding.Sequence, finding.Field) == ("journal-chain", book, sequence, "hash"));
        Assert.Contains(findings, finding => (finding.Check, finding.Field) == ("book-balances", "claimsExpense"));
        Assert.Contains(findings, finding => (finding.Check, finding.Field) == ("claims-payables", "amount"));
    }

    [Fact]
    public void A_byte_of_a_hash_breaks_this_link_of_the_chain_and_the_next()
    {
        var books = played.Copy();
        var (book, sequence) = AnEntry(books, "sequence = 2");
        var hash = books.Ask<byte[]>("funding", $"SELECT hash FROM journal_entry WHERE employer_id = '{book:D}' COLLATE NOCASE AND sequence = 2");
        hash[31] ^= 1;
        books.Change("funding", $"UPDATE journal_entry SET hash = @hash WHERE employer_id = '{book:D}' COLLATE NOCASE AND sequence = 2", ("@hash", hash));

        Assert.Equal(
            [("journal-chain", sequence), ("journal-chain", sequence + 1)],
            books.Verify().Findings.Where(finding => finding.Sequence is not null).Select(finding => (finding.Check, finding.Sequence!.Value)));
    }

    [Fact]
    public void A_removed_entry_leaves_a_gap()
    {
        var books = played.Copy();
        var (book, _) = AnEntry(books, "sequence = 3");
        books.Change("funding", $"DELETE FROM journal_entry WHERE employer_id = '{book:D}' COLLATE NOCASE AND sequence = 2");

        Assert.Contains(books.Verify().Findings, finding =>
            (finding.Check, finding.Book, finding.Sequence, finding.Expected, finding.Found) == ("journal-sequence", book, 3, "2", "3"));
    }

    [Fact]
    public void A_removed_last_entry_is_missed()
    {
        var books = played.Copy();
        var book = books.Ask<Guid>("funding", "SELECT employer_id FROM book ORDER BY last_sequence DESC");
        books.Change("funding", $"DELETE FROM journal_entry WHERE employer_id = '{book:D}' COLLATE NOCASE AND sequence = (SELECT MAX(last_sequence) FROM book)");

        Assert.Contains(books.Verify().Findings, finding => (finding.Check, finding.Book, finding.Field) == ("book-balances", book, "lastSequence"));
    }

    [Fact]
    public void Exchanged_entries_break_the_chain()
    {
        var books = played.Copy();
        var (book, _) = AnEntry(books, "sequence = 3");
        foreach (var (from, to) in new[] { (2, -1), (3, 2), (-1, 3) })
        {
            books.Change("funding", $"UPDATE journal_entry SET sequence = {to} WHERE employer_id = '{book:D}' COLLATE NOCASE AND sequence = {from}");
        }

        var broken = books.Verify().Findings.Where(finding => finding.Check == "journal-chain").Select(finding => finding.Sequence);

        Assert.Equal([2, 3, 4], broken.Take(3).Select(sequence => (int)sequence!.Value).Order());
    }

    /// <summary>Whoever holds every database could write a whole new history that agrees with itself. An earlier report is what it does not agree with.</summary>
    [Fact]
    public void A_history_that_was_written_anew_is_found_by_the_head_of_an_earlier_report()
    {
        var books = played.Copy();
        var heads = books.Verify().Heads.Where(head => head.Sequence > 0).ToDictionary(head => head.Book);
        var (book, sequence) = AnEntry(books, "kind = 1");
        var where = $"employer_id = '{book:D}' COLLATE NOCASE";
        books.Change("funding", $"UPDATE deposit SET amount = amount + 1 WHERE deposit_id = (SELECT subject FROM journal_entry WHERE {where} AND sequence = {sequence})");
        books.Change("funding", $"UPDATE journal_entry SET amount = amount + 1 WHERE {where} AND sequence = {sequence}");
        books.Change("funding", $"UPDATE book SET cash = cash + 1, employer_contributions = employer_contributions + 1 WHERE {where}");
        books.SealAnew(book);

        Assert.Equal(Verdict.Proved, books.Verify().Verdict);

        var finding = Assert.Single(TamperedBooks.Verify(books.Directory, heads).Findings);
        Assert.Equal(("journal-chain", book, "hash proved before"), (finding.Check, finding.Book, finding.Field));
    }

    private static (Guid Book, long Sequence) AnEntry(TamperedBooks books, string where) => (
        books.Ask<Guid>("funding", $"SELECT employer_id FROM journal_entry WHERE {where} AND sequence < (SELECT last_sequence FROM book b WHERE b.employer_id = journal_entry.employer_id) ORDER BY employer_id, sequence"),
        books.Ask<long>("funding", $"SELECT sequence FROM journal_entry WHERE {where} AND sequence < (SELECT last_sequence FROM book b WHERE b.employer_id = journal_entry.employer_id) ORDER BY employer_id, sequence"));

    private static object Changed(string column, object before, int change, Guid id) => (column, before) switch
    {
        ("hash", byte[] hash) => hash.Select((part, place) => place == change % hash.Length ? (byte)(part ^ (1 << (change % 8))) : part).ToArray(),
        ("posted_on", string date) => DateOnly.Parse(date, null).AddDays(change % 2 == 0 ? change : -change).ToString("yyyy-MM-dd", null),

        // Beyond all numbers in use: the table's key allows no entry twice.
        ("sequence", long sequence) => sequence + 100_000 + change,
        ("kind", long kind) => (kind + (change % 20) + 1) % 40,
        (_, long amount) => amount + change,
        _ => id.ToString("D").ToUpperInvariant(),
    };
}
