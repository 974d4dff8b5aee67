using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Funding.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BankReturns : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(
                name: "cash_is_not_below_zero",
                table: "book");

            migrationBuilder.DropCheckConstraint(
                name: "debits_equal_credits",
                table: "book");

            migrationBuilder.AddColumn<int>(
                name: "entry_count",
                table: "payment_file",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "first_number",
                table: "payment_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "returned_on",
                table: "payee_account",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "bank_overdraft",
                table: "book",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "bank_return",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    return_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    returned_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    original_trace = table.Column<string>(type: "TEXT", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    provider_npi = table.Column<string>(type: "TEXT", nullable: true),
                    member_id = table.Column<string>(type: "TEXT", nullable: true),
                    deposit_reference = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bank_return", x => new { x.employer_id, x.return_id });
                });

            migrationBuilder.CreateTable(
                name: "return_file",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<string>(type: "TEXT", nullable: false),
                    received_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    report = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_return_file", x => new { x.employer_id, x.hash });
                });

            migrationBuilder.CreateIndex(
                name: "ix_payment_file_first_number",
                table: "payment_file",
                column: "first_number",
                unique: true);

            migrationBuilder.AddCheckConstraint(
                name: "cash_is_not_below_zero",
                table: "book",
                sql: "cash >= 0 AND provider_receivable >= 0 AND stop_loss_receivable >= 0 AND bank_overdraft >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "debits_equal_credits",
                table: "book",
                sql: "cash + stop_loss_receivable + provider_receivable + claims_expense + fees_expense + premium_expense = claims_payable + fees_payable + premium_payable + employer_contributions + insurer_funds + stop_loss_recoveries + bank_overdraft");

            migrationBuilder.CreateIndex(
                name: "ix_bank_return_employer_id_number",
                table: "bank_return",
                columns: new[] { "employer_id", "number" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "bank_return");

            migrationBuilder.DropTable(
                name: "return_file");

            migrationBuilder.DropIndex(
                name: "ix_payment_file_first_number",
                table: "payment_file");

            migrationBuilder.DropCheckConstraint(
                name: "cash_is_not_below_zero",
                table: "book");

            migrationBuilder.DropCheckConstraint(
                name: "debits_equal_credits",
                table: "book");

            migrationBuilder.DropColumn(
                name: "entry_count",
                table: "payment_file");

            migrationBuilder.DropColumn(
                name: "first_number",
                table: "payment_file");

            migrationBuilder.DropColumn(
                name: "returned_on",
                table: "payee_account");

            migrationBuilder.DropColumn(
                name: "bank_overdraft",
                table: "book");

            migrationBuilder.AddCheckConstraint(
                name: "cash_is_not_below_zero",
                table: "book",
                sql: "cash >= 0 AND provider_receivable >= 0 AND stop_loss_receivable >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "debits_equal_credits",
                table: "book",
                sql: "cash + stop_loss_receivable + provider_receivable + claims_expense + fees_expense + premium_expense = claims_payable + fees_payable + premium_payable + employer_contributions + insurer_funds + stop_loss_recoveries");
        }
    }
}
