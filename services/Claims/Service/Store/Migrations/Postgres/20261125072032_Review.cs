using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Postgres
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "decided_on",
                table: "claim",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "work_act",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    act = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    client_id = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_work_act", x => new { x.item_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "work_item",
                columns: table => new
                {
                    item_id = table.Column<Guid>(type: "uuid", nullable: false),
                    employer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    clock_kind = table.Column<int>(type: "integer", nullable: false),
                    opened_on = table.Column<DateOnly>(type: "date", nullable: false),
                    extensions = table.Column<int>(type: "integer", nullable: false),
                    tollings = table.Column<string>(type: "text", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    alarm = table.Column<int>(type: "integer", nullable: false),
                    assignee = table.Column<string>(type: "text", nullable: true),
                    rules = table.Column<int>(type: "integer", nullable: false),
                    original_is_taken = table.Column<bool>(type: "boolean", nullable: false),
                    lines = table.Column<string>(type: "text", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "date", nullable: true),
                    outcome = table.Column<int>(type: "integer", nullable: true),
                    decided_as = table.Column<string>(type: "text", nullable: true),
                    acts = table.Column<int>(type: "integer", nullable: false)
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
                CREATE FUNCTION refuse_work_act_change() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE EXCEPTION 'What was done is kept as it was.'; END $$;
                CREATE TRIGGER work_act_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON work_act
                    FOR EACH STATEMENT EXECUTE FUNCTION refuse_work_act_change();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "work_act");

            migrationBuilder.DropTable(
                name: "work_item");

            migrationBuilder.Sql("DROP FUNCTION refuse_work_act_change();");

            migrationBuilder.DropColumn(
                name: "review_rules",
                table: "employer");

            migrationBuilder.DropColumn(
                name: "decided_on",
                table: "claim");
        }
    }
}
