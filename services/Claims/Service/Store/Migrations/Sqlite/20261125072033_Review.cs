using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Sqlite
{
    /// <summary>Expand: review rules, the work queue with its append-only history, and when a reviewer decided a claim.</summary>
    public partial class Review : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "review_rules",
                table: "employer",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "decided_on",
                table: "claim",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "work_act",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    act = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    client_id = table.Column<string>(type: "TEXT", nullable: false),
                    why = table.Column<string>(type: "TEXT", nullable: true),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_act", x => new { x.item_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "work_item",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    employer_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    claim_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    clock_kind = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    extensions = table.Column<int>(type: "INTEGER", nullable: false),
                    tollings = table.Column<string>(type: "TEXT", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    alarm = table.Column<int>(type: "INTEGER", nullable: false),
                    assignee = table.Column<string>(type: "TEXT", nullable: true),
                    rules = table.Column<int>(type: "INTEGER", nullable: false),
                    original_is_taken = table.Column<bool>(type: "INTEGER", nullable: false),
                    lines = table.Column<string>(type: "TEXT", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    outcome = table.Column<int>(type: "INTEGER", nullable: true),
                    decided_as = table.Column<string>(type: "TEXT", nullable: true),
                    acts = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_item", x => x.item_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_work_item_claim_id",
                table: "work_item",
                column: "claim_id");

            migrationBuilder.CreateIndex(
                name: "ix_work_item_employer_id_closed_on_due_on",
                table: "work_item",
                columns: new[] { "employer_id", "closed_on", "due_on" });

            migrationBuilder.CreateIndex(
                name: "ix_work_item_open",
                table: "work_item",
                column: "claim_id",
                unique: true,
                filter: "closed_on IS NULL");

            migrationBuilder.Sql("""
                CREATE TRIGGER work_act_is_not_changed BEFORE UPDATE ON work_act
                BEGIN SELECT RAISE(ABORT, 'What was done is kept as it was.'); END;
                CREATE TRIGGER work_act_is_not_removed BEFORE DELETE ON work_act
                BEGIN SELECT RAISE(ABORT, 'What was done is kept as it was.'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "work_act");

            migrationBuilder.DropTable(
                name: "work_item");

            migrationBuilder.DropColumn(
                name: "review_rules",
                table: "employer");

            migrationBuilder.DropColumn(
                name: "decided_on",
                table: "claim");
        }
    }
}
