using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Funding.Store.Migrations.Sqlite
{
    /// <summary>What was posted stays: the database refuses to change or remove a journal entry, whoever asks.</summary>
    public partial class JournalIsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                CREATE TRIGGER journal_entry_is_not_changed BEFORE UPDATE ON journal_entry
                BEGIN SELECT RAISE(ABORT, 'The journal is append-only.'); END;
                CREATE TRIGGER journal_entry_is_not_removed BEFORE DELETE ON journal_entry
                BEGIN SELECT RAISE(ABORT, 'The journal is append-only.'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DROP TRIGGER journal_entry_is_not_changed;
                DROP TRIGGER journal_entry_is_not_removed;
                """);
        }
    }
}
