using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Funding.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class DepositAnnouncements : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "number",
                table: "deposit",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "recorded_by",
                table: "deposit",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "deposit_announcement",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    deposit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    announced_on = table.Column<DateOnly>(type: "date", nullable: false),
                    announced_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    announced_by = table.Column<string>(type: "text", nullable: false),
                    decided_by = table.Column<string>(type: "text", nullable: true),
                    decided_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    posted_as = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposit_announcement", x => new { x.employer_id, x.deposit_id });
                });

            // Those that are there are numbered in the order of their dates.
            migrationBuilder.Sql("""
                UPDATE deposit SET number = (
                    SELECT COUNT(*) FROM deposit AS before
                    WHERE before.employer_id = deposit.employer_id AND (before.received_on, before.reference) <= (deposit.received_on, deposit.reference))
                """);

            migrationBuilder.CreateIndex(
                name: "ix_deposit_employer_id_number",
                table: "deposit",
                columns: new[] { "employer_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deposit_announcement_employer_id_number",
                table: "deposit_announcement",
                columns: new[] { "employer_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_deposit_announcement_employer_id_reference",
                table: "deposit_announcement",
                columns: new[] { "employer_id", "reference" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "deposit_announcement");

            migrationBuilder.DropIndex(
                name: "ix_deposit_employer_id_number",
                table: "deposit");

            migrationBuilder.DropColumn(
                name: "number",
                table: "deposit");

            migrationBuilder.DropColumn(
                name: "recorded_by",
                table: "deposit");
        }
    }
}
