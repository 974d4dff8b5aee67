using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Funding.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "book",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    business_date = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    cash = table.Column<long>(type: "INTEGER", nullable: false),
                    stop_loss_receivable = table.Column<long>(type: "INTEGER", nullable: false),
                    provider_receivable = table.Column<long>(type: "INTEGER", nullable: false),
                    claims_payable = table.Column<long>(type: "INTEGER", nullable: false),
                    fees_payable = table.Column<long>(type: "INTEGER", nullable: false),
                    premium_payable = table.Column<long>(type: "INTEGER", nullable: false),
                    employer_contributions = table.Column<long>(type: "INTEGER", nullable: false),
                    insurer_funds = table.Column<long>(type: "INTEGER", nullable: false),
                    claims_expense = table.Column<long>(type: "INTEGER", nullable: false),
                    fees_expense = table.Column<long>(type: "INTEGER", nullable: false),
                    premium_expense = table.Column<long>(type: "INTEGER", nullable: false),
                    stop_loss_recoveries = table.Column<long>(type: "INTEGER", nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    last_cost_sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    last_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    last_position = table.Column<long>(type: "INTEGER", nullable: false),
                    queued_count = table.Column<long>(type: "INTEGER", nullable: false),
                    request_count = table.Column<long>(type: "INTEGER", nullable: false),
                    open_request = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_book", x => x.employer_id);
                    table.CheckConstraint("cash_is_not_below_zero", "cash >= 0 AND provider_receivable >= 0 AND stop_loss_receivable >= 0");
                    table.CheckConstraint("debits_equal_credits", "cash + stop_loss_receivable + provider_receivable + claims_expense + fees_expense + premium_expense = claims_payable + fees_payable + premium_payable + employer_contributions + insurer_funds + stop_loss_recoveries");
                });

            migrationBuilder.CreateTable(
                name: "business_date",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    date = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_business_date", x => x.employer_id);
                });

            migrationBuilder.CreateTable(
                name: "deposit",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    deposit_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    received_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deposit", x => new { x.employer_id, x.reference });
                });

            migrationBuilder.CreateTable(
                name: "employee",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    member_id = table.Column<string>(type: "TEXT", nullable: false),
                    spans = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_employee", x => new { x.employer_id, x.member_id });
                });

            migrationBuilder.CreateTable(
                name: "employer",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    arrangement = table.Column<int>(type: "INTEGER", nullable: false),
                    method = table.Column<int>(type: "INTEGER", nullable: true),
                    minimum_balance = table.Column<long>(type: "INTEGER", nullable: true),
                    target_balance = table.Column<long>(type: "INTEGER", nullable: true),
                    request_weekday = table.Column<int>(type: "INTEGER", nullable: true),
                    level_rate = table.Column<string>(type: "TEXT", nullable: true),
                    per_employee_per_month = table.Column<long>(type: "INTEGER", nullable: false),
                    per_claim = table.Column<long>(type: "INTEGER", nullable: false),
                    percent_of_paid = table.Column<long>(type: "INTEGER", nullable: false),
                    expected_monthly_claims = table.Column<string>(type: "TEXT", nullable: true),
                    fully_insured_premium = table.Column<string>(type: "TEXT", nullable: true),
                    has_medical_plan = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_employer", x => x.employer_id);
                });

            migrationBuilder.CreateTable(
                name: "enrollment_change",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    tier = table.Column<int>(type: "INTEGER", nullable: false),
                    change = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_enrollment_change", x => new { x.employer_id, x.first, x.tier });
                });

            migrationBuilder.CreateTable(
                name: "funding_request",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<long>(type: "INTEGER", nullable: false),
                    made_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    outstanding = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_funding_request", x => new { x.employer_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "idempotency",
                columns: table => new
                {
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    request_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    answer = table.Column<byte[]>(type: "BLOB", nullable: false),
                    answered_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency", x => new { x.client_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "inbox_cursor",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_cursor", x => new { x.employer_id, x.source });
                });

            migrationBuilder.CreateTable(
                name: "journal_entry",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    posted_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    recouped = table.Column<long>(type: "INTEGER", nullable: false),
                    subject = table.Column<Guid>(type: "TEXT", nullable: false),
                    cause = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_entry", x => new { x.employer_id, x.sequence });
                    table.CheckConstraint("amount_is_positive", "amount > 0 AND recouped >= 0 AND recouped <= amount");
                });

            migrationBuilder.CreateTable(
                name: "month_total",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    month = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    released = table.Column<long>(type: "INTEGER", nullable: false),
                    reversed = table.Column<long>(type: "INTEGER", nullable: false),
                    fees = table.Column<long>(type: "INTEGER", nullable: false),
                    premium = table.Column<long>(type: "INTEGER", nullable: false),
                    recoveries = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_month_total", x => new { x.employer_id, x.month });
                });

            migrationBuilder.CreateTable(
                name: "outbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    traceparent = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    enqueued_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "outbox_stream",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    last_sequence = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_stream", x => x.employer_id);
                });

            migrationBuilder.CreateTable(
                name: "parked_audit",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    action = table.Column<string>(type: "TEXT", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_audit", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parked_message",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false),
                    sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false),
                    traceparent = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    parked_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_message", x => new { x.employer_id, x.source, x.sequence });
                });

            migrationBuilder.CreateTable(
                name: "payable",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    payable_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false),
                    status = table.Column<int>(type: "INTEGER", nullable: false),
                    recouped = table.Column<long>(type: "INTEGER", nullable: false),
                    released_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    reversed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    claim_number = table.Column<string>(type: "TEXT", nullable: true),
                    member_id = table.Column<string>(type: "TEXT", nullable: true),
                    line = table.Column<int>(type: "INTEGER", nullable: true),
                    provider_npi = table.Column<string>(type: "TEXT", nullable: true),
                    lines = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payable", x => new { x.employer_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "policy",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    policy_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    period_from = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    period_to = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    monthly_premium = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_policy", x => new { x.employer_id, x.policy_id });
                });

            migrationBuilder.CreateTable(
                name: "receivable",
                columns: table => new
                {
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    payee = table.Column<string>(type: "TEXT", nullable: false),
                    amount = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receivable", x => new { x.employer_id, x.payee });
                });

            migrationBuilder.CreateTable(
                name: "scheduled_message",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    traceparent = table.Column<string>(type: "TEXT", nullable: true),
                    body = table.Column<byte[]>(type: "BLOB", nullable: false),
                    due_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_scheduled_message", x => x.message_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_answered_at",
                table: "idempotency",
                column: "answered_at");

            migrationBuilder.CreateIndex(
                name: "ix_journal_entry_employer_id_subject_kind",
                table: "journal_entry",
                columns: new[] { "employer_id", "subject", "kind" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_outbox_employer_id_sequence",
                table: "outbox",
                columns: new[] { "employer_id", "sequence" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payable_employer_id_payable_id",
                table: "payable",
                columns: new[] { "employer_id", "payable_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_payable_queued",
                table: "payable",
                columns: new[] { "employer_id", "position" },
                filter: "status = 1");

            migrationBuilder.CreateIndex(
                name: "ix_scheduled_message_due_at",
                table: "scheduled_message",
                column: "due_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "book");

            migrationBuilder.DropTable(
                name: "business_date");

            migrationBuilder.DropTable(
                name: "deposit");

            migrationBuilder.DropTable(
                name: "employee");

            migrationBuilder.DropTable(
                name: "employer");

            migrationBuilder.DropTable(
                name: "enrollment_change");

            migrationBuilder.DropTable(
                name: "funding_request");

            migrationBuilder.DropTable(
                name: "idempotency");

            migrationBuilder.DropTable(
                name: "inbox_cursor");

            migrationBuilder.DropTable(
                name: "journal_entry");

            migrationBuilder.DropTable(
                name: "month_total");

            migrationBuilder.DropTable(
                name: "outbox");

            migrationBuilder.DropTable(
                name: "outbox_stream");

            migrationBuilder.DropTable(
                name: "parked_audit");

            migrationBuilder.DropTable(
                name: "parked_message");

            migrationBuilder.DropTable(
                name: "payable");

            migrationBuilder.DropTable(
                name: "policy");

            migrationBuilder.DropTable(
                name: "receivable");

            migrationBuilder.DropTable(
                name: "scheduled_message");
        }
    }
}
