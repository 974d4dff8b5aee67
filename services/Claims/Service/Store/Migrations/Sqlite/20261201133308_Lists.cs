using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Lists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_claim_employer_id_received_at_claim_id",
                table: "claim");

            migrationBuilder.AddColumn<int>(
                name: "accepted",
                table: "claim_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "rejected",
                table: "claim_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "denials",
                table: "claim",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "number_in_capitals",
                table: "claim",
                type: "TEXT",
                maxLength: 50,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "plan_code",
                table: "claim",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "service_from",
                table: "claim",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateOnly(1, 1, 1));

            // What claims are listed by, of those that were there before: read out of their decisions. Of a disability claim the plan is not.
            migrationBuilder.Sql(
                """
                UPDATE claim SET
                    number_in_capitals = upper(claim_number),
                    service_from = COALESCE(
                        (SELECT min(json_extract(value, '$.d')) FROM json_each(detail, '$.l')),
                        json_extract(detail, '$.dis.f'), received_on),
                    plan_code = (
                        SELECT json_extract(detail, '$.f.m.c[' || json_extract(value, '$.r[2]') || '].p')
                        FROM json_each(detail, '$.l') WHERE json_extract(value, '$.r[2]') >= 0 ORDER BY key LIMIT 1),
                    denials =
                        COALESCE((
                            SELECT sum(DISTINCT 1 << json_extract(value, '$.r[0]'))
                            FROM json_each(detail, '$.l') WHERE json_extract(value, '$.r[0]') > 0), 0)
                        | CASE json_extract(detail, '$.dis.r[0]')
                            WHEN 1 THEN 1 << 7 WHEN 2 THEN 1 << 40 WHEN 20 THEN 1 << 41
                            WHEN 21 THEN 1 << 21 WHEN 22 THEN 1 << 22 WHEN 23 THEN 1 << 25 ELSE 0 END
                """);

            migrationBuilder.CreateIndex(
                name: "ix_work_item_due",
                table: "work_item",
                columns: new[] { "due_on", "item_id" },
                filter: "closed_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_claim_file_employer_id_received_at_file_id",
                table: "claim_file",
                columns: new[] { "employer_id", "received_at", "file_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_employer_id_billed_claim_id",
                table: "claim",
                columns: new[] { "employer_id", "billed", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_employer_id_number_in_capitals",
                table: "claim",
                columns: new[] { "employer_id", "number_in_capitals" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_employer_id_paid_claim_id",
                table: "claim",
                columns: new[] { "employer_id", "paid", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_received",
                table: "claim",
                columns: new[] { "employer_id", "received_on", "received_at", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_of_provider",
                table: "claim",
                columns: new[] { "employer_id", "provider_npi", "received_on", "received_at", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_of_plan",
                table: "claim",
                columns: new[] { "employer_id", "plan_code", "received_on", "received_at", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_not_medical",
                table: "claim",
                columns: new[] { "employer_id", "line", "received_on", "received_at", "claim_id" },
                filter: "line <> 1");

            migrationBuilder.CreateIndex(
                name: "ix_claim_employer_id_service_from_claim_id",
                table: "claim",
                columns: new[] { "employer_id", "service_from", "claim_id" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_not_approved",
                table: "claim",
                columns: new[] { "employer_id", "status", "received_on", "received_at", "claim_id" },
                filter: "status <> 1");

            migrationBuilder.CreateIndex(
                name: "ix_claim_with_denials",
                table: "claim",
                columns: new[] { "employer_id", "received_on", "received_at", "claim_id", "denials" },
                filter: "denials <> 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_work_item_due",
                table: "work_item");

            migrationBuilder.DropIndex(
                name: "ix_claim_file_employer_id_received_at_file_id",
                table: "claim_file");

            migrationBuilder.DropIndex(
                name: "ix_claim_employer_id_billed_claim_id",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_employer_id_number_in_capitals",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_employer_id_paid_claim_id",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_received",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_of_provider",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_of_plan",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_not_medical",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_employer_id_service_from_claim_id",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_not_approved",
                table: "claim");

            migrationBuilder.DropIndex(
                name: "ix_claim_with_denials",
                table: "claim");

            migrationBuilder.DropColumn(
                name: "accepted",
                table: "claim_file");

            migrationBuilder.DropColumn(
                name: "rejected",
                table: "claim_file");

            migrationBuilder.DropColumn(
                name: "denials",
                table: "claim");

            migrationBuilder.DropColumn(
                name: "number_in_capitals",
                table: "claim");

            migrationBuilder.DropColumn(
                name: "plan_code",
                table: "claim");

            migrationBuilder.DropColumn(
                name: "service_from",
                table: "claim");

            migrationBuilder.CreateIndex(
                name: "ix_claim_employer_id_received_at_claim_id",
                table: "claim",
                columns: new[] { "employer_id", "received_at", "claim_id" });
        }
    }
}
