using Aso.Verifier.Ledger;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Tests;

/// <summary>What the platform wrote is proved; the smallest change of it is found, and told for what it is.</summary>
public sealed class ProofTests(PlayedBooks played) : IClassFixture<PlayedBooks>
{
    [Fact]
    public void What_the_platform_wrote_is_proved()
    {
        var report = TamperedBooks.Verify(played.Original);

        Assert.Empty(report.Findings);
        Assert.Equal(Verdict.Proved, report.Verdict);
        Assert.Equal(PlayedBooks.Scenarios.Length + PlayedBooks.Returned, report.Heads.Count);
        Assert.All(report.Checks, check => Assert.True(check.Checked > 0, $"{check.Id} looked at nothing"));
    }

    [Fact]
    public void A_stored_balance_that_is_a_cent_off_is_told_with_what_the_journal_adds_up_to()
    {
        var books = played.Copy();
        var right = books.Ask<long>("funding", "SELECT claims_expense FROM book ORDER BY last_sequence DESC");
        books.Change("funding", "UPDATE book SET claims_expense = claims_expense + 1 WHERE last_sequence = (SELECT MAX(last_sequence) FROM book)");

        var finding = Assert.Single(books.Verify().Findings);

        Assert.Equal(("book-balances", "claimsExpense", $"{right}", $"{right + 1}"), (finding.Check, finding.Field, finding.Expected, finding.Found));
    }

    [Fact]
    public void A_payable_that_is_a_cent_off_its_entry_is_found()
    {
        var books = played.Copy();
        Assert.Equal(1, books.Change("funding", "UPDATE payable SET amount = amount + 1 WHERE rowid = (SELECT MAX(rowid) FROM payable WHERE kind = 1)"));

        var finding = Assert.Single(books.Verify().Findings);

        Assert.Equal(("payables", "amount"), (finding.Check, finding.Field));
    }

    [Fact]
    public void A_payable_that_is_gone_is_found()
    {
        var books = played.Copy();
        books.Change("funding", "DELETE FROM payable WHERE rowid = (SELECT MAX(rowid) FROM payable WHERE kind = 1 AND status = 2)");

        Assert.Equal(["payables"], books.Verify().ChecksWithFindings());
    }

    [Fact]
    public void What_an_employee_or_provider_owes_is_recomputed()
    {
        var books = played.Copy();
        Assert.Equal(1, books.Change("funding", "INSERT INTO receivable (employer_id, payee, amount) SELECT employer_id, 'npi/1234567893', 1 FROM book WHERE NOT EXISTS (SELECT 1 FROM receivable r WHERE r.employer_id = book.employer_id) LIMIT 1"));

        var finding = Assert.Single(books.Verify().Findings);

        Assert.Equal(("payables", "owed by npi/1234567893", "0", "1"), (finding.Check, finding.Field, finding.Expected, finding.Found));
    }

    [Fact]
    public void A_decision_that_pays_other_cents_than_its_payable_is_found()
    {
        var books = played.Copy();
        books.Change("claims", "UPDATE claim SET paid = paid + 1 WHERE rowid = (SELECT MIN(rowid) FROM claim WHERE paid > 0)");

        Assert.Equal(["claims-decided", "claims-payables"], books.Verify().ChecksWithFindings());
    }

    [Fact]
    public void A_payable_without_a_decision_and_a_decision_without_a_payable_are_found()
    {
        var books = played.Copy();
        books.Change("claims", "UPDATE claim SET claim_id = '00000000-0000-0000-0000-000000000001' WHERE rowid = (SELECT MIN(rowid) FROM claim WHERE paid > 0 AND status = 1)");

        var findings = books.Verify().Findings.Where(finding => finding.Check == "claims-payables").Select(finding => finding.Field);

        Assert.Equal(["claim", "payable"], findings.Order());
    }

    [Fact]
    public void A_voided_claim_that_lives_again_is_found()
    {
        var books = played.Copy();
        Assert.Equal(1, books.Change("claims", "UPDATE claim SET status = 1 WHERE rowid = (SELECT MIN(rowid) FROM claim WHERE status = 3 AND paid > 0)"));

        var checks = books.Verify().ChecksWithFindings();

        Assert.Contains("claims-decided", checks);
        Assert.Contains("claims-reversals", checks);
    }

    [Theory]
    [InlineData("deductible_in")]
    [InlineData("deductible_out")]
    [InlineData("out_of_pocket_in")]
    [InlineData("out_of_pocket_out")]
    [InlineData("benefits")]
    public void An_accumulator_that_is_a_cent_off_its_claims_is_found(string column)
    {
        var books = played.Copy();
        Assert.Equal(1, books.Change("claims", $"UPDATE accumulator SET {column} = {column} + 1 WHERE rowid = (SELECT MIN(rowid) FROM accumulator)"));

        var finding = Assert.Single(books.Verify().Findings);

        Assert.Equal("accumulators", finding.Check);
        Assert.EndsWith(column.Replace("_", "", StringComparison.Ordinal), finding.Field, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, long.Parse(finding.Found, null) - long.Parse(finding.Expected, null));
    }

    [Theory]
    [InlineData("DELETE FROM accumulator WHERE out_of_pocket_in > 0")]
    [InlineData("UPDATE accumulator SET family_key = '00000000-0000-0000-0000-000000000001' WHERE out_of_pocket_in > 0")]
    [InlineData("UPDATE lifetime_use SET used = used - 1")]
    [InlineData("DELETE FROM lifetime_use")]
    public void Accumulators_that_are_gone_or_moved_are_found(string sql)
    {
        var books = played.Copy();
        Assert.True(books.Change("claims", sql) > 0);

        Assert.Equal(["accumulators"], books.Verify().ChecksWithFindings());
    }

    [Fact]
    public void An_eligible_amount_that_is_a_cent_off_its_releases_is_found()
    {
        var books = played.Copy();
        books.Change("stop-loss", "UPDATE accumulation SET eligible = eligible + 1 WHERE rowid = (SELECT MIN(rowid) FROM accumulation WHERE eligible > 0)");

        var finding = Assert.Single(books.Verify().Findings);

        Assert.Equal(("eligible", "eligible"), (finding.Check, finding.Field));
        Assert.Equal(1, long.Parse(finding.Found, null) - long.Parse(finding.Expected, null));
    }

    [Theory]
    [InlineData("UPDATE accumulation SET recoverable = recoverable + 1 WHERE recoverable > 0", "eligible")]
    [InlineData("UPDATE policy SET aggregating_left = aggregating_left + 1", "eligible")]
    [InlineData("UPDATE accumulation SET asked = asked + 1 WHERE asked > 0", "requests")]
    [InlineData("UPDATE request SET accepted = amount + 1 WHERE accepted > 0", "recoveries requests")]
    [InlineData("UPDATE request SET amount = amount + 1 WHERE member_id IS NOT NULL", "requests")]
    [InlineData("UPDATE remittance SET amount = amount - 1", "recoveries")]
    [InlineData("DELETE FROM remittance", "recoveries")]
    [InlineData("UPDATE payment SET lines = '2026-01-01:1' || lines WHERE rowid = 1", "releases-payments")]
    [InlineData("UPDATE payment SET released_on = '2025-01-01' WHERE rowid = 1", "eligible releases-payments requests")]
    [InlineData("DELETE FROM payment WHERE rowid = 1", "eligible releases-payments requests")]
    public void What_stop_loss_counts_and_asks_for_is_recomputed(string sql, string checks)
    {
        var books = played.Copy();
        Assert.True(books.Change("stop-loss", sql) > 0);

        Assert.Subset(checks.Split(' ').ToHashSet(), books.Verify().ChecksWithFindings().ToHashSet());
        Assert.NotEmpty(books.Verify().ChecksWithFindings());
    }

    [Fact]
    public void What_was_played_posts_every_kind_of_entry() =>
        Assert.Equal(PostingRule.LastKind, played.Copy().Ask<long>("funding", "SELECT COUNT(DISTINCT kind) FROM journal_entry"));

    [Theory]
    [InlineData("UPDATE bank_return SET amount = amount + 1 WHERE deposit_reference = 'W-3'", "amount", "amount undone")]
    [InlineData("UPDATE bank_return SET amount = amount + 1 WHERE member_id IS NOT NULL", "amount", "amount undone")]
    [InlineData("UPDATE bank_return SET returned_on = '2026-01-01' WHERE number = 1 AND deposit_reference IS NULL", "returnedOn")]
    [InlineData("UPDATE bank_return SET paid_on = '2026-01-14' WHERE paid_on = '2026-01-10'", "amount undone")]
    [InlineData("UPDATE bank_return SET paid_on = '2026-01-10' WHERE paid_on = '2026-01-16'", "amount undone", "payment")]
    [InlineData("UPDATE bank_return SET deposit_reference = 'W-2' WHERE deposit_reference = 'W-3'", "amount undone", "id")]
    [InlineData("UPDATE bank_return SET member_id = 'E2' WHERE member_id IS NOT NULL", "amount undone", "owed to")]
    [InlineData("DELETE FROM bank_return WHERE deposit_reference = 'W-1'", "return")]
    public void A_return_that_is_other_than_what_was_posted_or_paid_is_found(string sql, params string[] fields)
    {
        var books = played.Copy();
        Assert.True(books.Change("funding", sql) > 0);

        var findings = books.Verify().Findings.ToList();

        Assert.All(findings, finding => Assert.Equal("returns", finding.Check));
        Assert.Equal(fields, findings.Select(finding => finding.Field).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("eve", "sam", 2, true)]
    [InlineData("eve", "eve", 2, true, "decided by")]
    [InlineData("eve", "sam", 2, false, "deposit posted")]
    [InlineData("eve", null, 1, true, "deposit posted")]
    [InlineData("eve", "sam", 3, false)]
    public void A_deposit_that_its_debtor_confirmed_or_that_nobody_did_is_found(string announcedBy, string? decidedBy, int status, bool posted, params string[] fields)
    {
        var books = played.Copy();
        books.Change(
            "funding",
            $"""
            INSERT INTO deposit_announcement (employer_id, deposit_id, number, amount, reference, status, announced_on, announced_at, announced_by, decided_by, posted_as)
            SELECT employer_id, deposit_id, number, amount, reference, @status, received_on, received_on, @by, @decided, {(posted ? "deposit_id" : "NULL")} FROM deposit WHERE reference = 'W-3' LIMIT 1
            """,
            ("@status", status), ("@by", announcedBy), ("@decided", (object?)decidedBy ?? DBNull.Value));

        Assert.Equal(fields, books.Verify().Findings.Select(finding => $"{finding.Field}"));
        Assert.All(books.Verify().Findings, finding => Assert.Equal("two-persons", finding.Check));
    }

    [Theory]
    [InlineData("sam", "tom", 2, true)]
    [InlineData("sam", "sam", 2, true, "decided by")]
    [InlineData("sam", "tom", 2, false, "refund posted")]
    [InlineData("sam", null, 1, true, "refund posted")]
    [InlineData("sam", "tom", 3, false)]
    public void A_refund_that_one_person_made_alone_is_found(string proposedBy, string? decidedBy, int status, bool posted, params string[] fields)
    {
        var books = played.Copy();
        books.Change(
            "funding",
            $"""
            INSERT INTO approval (approval_id, employer_id, kind, content, status, proposed_by, proposed_at, expires_at, decided_by)
            SELECT {(posted ? "subject" : "'00000000-0000-0000-0000-00000000000A'")}, employer_id, 'surplusRefund', '[]', @status, @by, posted_on, posted_on, @decided FROM journal_entry WHERE kind = 13 LIMIT 1
            """,
            ("@status", status), ("@by", proposedBy), ("@decided", (object?)decidedBy ?? DBNull.Value));

        Assert.Equal(fields, books.Verify().Findings.Select(finding => $"{finding.Field}"));
        Assert.All(books.Verify().Findings, finding => Assert.Equal("two-persons", finding.Check));
    }

    [Theory]
    [InlineData("UPDATE payable SET amount = amount - 1 WHERE kind = 4 AND status = 1")]
    [InlineData("UPDATE payable SET kind = 1 WHERE kind = 4")]
    [InlineData("DELETE FROM payable WHERE kind = 4 AND status = 2")]
    public void What_is_owed_again_is_held_against_the_journal(string sql)
    {
        var books = played.Copy();
        Assert.True(books.Change("funding", sql) > 0);

        Assert.Contains("payables", books.Verify().ChecksWithFindings());
    }

    /// <summary>A journal that agrees with itself, in which cash was kept from the bank, and then somebody was paid before it.</summary>
    [Fact]
    public void Cash_or_a_payment_beside_what_the_bank_is_owed_is_found()
    {
        var books = played.Copy();
        var book = books.Ask<Guid>("funding", "SELECT employer_id FROM book WHERE bank_overdraft > 0");
        var where = $"employer_id = '{book:D}' COLLATE NOCASE";
        books.Change("funding", $"DELETE FROM journal_entry WHERE {where} AND kind = 19 AND sequence = (SELECT MAX(sequence) FROM journal_entry WHERE {where})");
        books.Change("funding", $"UPDATE book SET last_sequence = last_sequence - 1, cash = cash + 10000, bank_overdraft = bank_overdraft + 10000 WHERE {where}");
        books.SealAnew(book);
        var kept = Assert.Single(books.Verify().Findings);
        Assert.Equal(("bank-first", "bankOverdraft", "0"), (kept.Check, kept.Field, kept.Expected));

        books.Change("funding", $"""
            INSERT INTO journal_entry (employer_id, sequence, posted_on, kind, amount, recouped, subject, cause, hash)
            SELECT employer_id, last_sequence + 1, business_date, 16, 10000, 0, (SELECT payable_id FROM payable WHERE {where} AND status = 1), last_sequence, last_hash FROM book WHERE {where}
            """);
        books.Change("funding", $"UPDATE journal_entry SET cause = subject WHERE {where} AND kind = 16");
        books.Change("funding", $"UPDATE payable SET status = 2, released_on = (SELECT business_date FROM book WHERE {where}) WHERE {where} AND status = 1");
        books.Change("funding", $"UPDATE book SET last_sequence = last_sequence + 1, queued_count = 0, cash = cash - 10000, claims_payable = claims_payable - 10000 WHERE {where}");
        books.SealAnew(book);

        var finding = Assert.Single(books.Verify().Findings);
        Assert.Equal(("bank-first", "bankOverdraft"), (finding.Check, finding.Field));
    }

    [Fact]
    public void Findings_name_no_person()
    {
        var books = played.Copy();
        books.Change("stop-loss", "UPDATE accumulation SET eligible = eligible + 1");
        books.Change("claims", "UPDATE accumulator SET benefits = benefits + 1");
        books.Change("funding", "UPDATE receivable SET amount = amount + 1");
        var members = books.Ask<string>("claims", "SELECT group_concat(member_id, ' ') FROM member").Split(' ');

        var findings = books.Verify().Findings.ToList();

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.DoesNotContain(members, member => $"{finding.Field} {finding.Expected} {finding.Found}".Split(' ', '/').Contains(member)));
    }
}
