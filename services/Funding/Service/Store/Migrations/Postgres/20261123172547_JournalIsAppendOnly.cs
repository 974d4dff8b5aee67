using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Funding.Store.Migrations.Postgres
{
    /// <summary>What was posted stays: the database refuses to change or remove a journal entry, whoever asks.</summary>
    public partial class JournalIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE FUNCTION refuse_journal_change() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'The journal is append-only.'; END $$;
                CREATE TRIGGER journal_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_entry
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_journal_change();

                -- The book's row changes with every batch: room on its page keeps each change to that page.
                ALTER TABLE book SET (fillfactor = 50);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                ALTER TABLE book RESET (fillfactor);
                DROP TRIGGER journal_entry_is_append_only ON journal_entry;
                DROP FUNCTION refuse_journal_change();
                """);
        }
    }
}
