using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class FileJobs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "claim_acknowledgment",
                table: "claim_file",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "file_job",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    employer_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<int>(type: "integer", nullable: false),
                    content_hash = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    bytes = table.Column<long>(type: "bigint", nullable: false),
                    sender = table.Column<string>(type: "text", nullable: false),
                    traceparent = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: false),
                    started_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    finished_at = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    run = table.Column<Guid>(type: "uuid", nullable: true),
                    leased_until = table.Column<DateTime>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    records_read = table.Column<int>(type: "integer", nullable: true),
                    records_applied = table.Column<int>(type: "integer", nullable: false),
                    records_unchanged = table.Column<int>(type: "integer", nullable: false),
                    records_refused = table.Column<int>(type: "integer", nullable: false),
                    errors = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_job", x => x.job_id);
                });

            migrationBuilder.CreateTable(
                name: "file_part",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    bytes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_part", x => new { x.job_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "file_record",
                columns: table => new
                {
                    job_id = table.Column<Guid>(type: "uuid", nullable: false),
                    segment = table.Column<long>(type: "bigint", nullable: false),
                    result = table.Column<int>(type: "integer", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_file_record", x => new { x.job_id, x.segment });
                });

            migrationBuilder.CreateIndex(
                name: "ix_file_job_employer_id_received_at",
                table: "file_job",
                columns: new[] { "employer_id", "received_at" });

            migrationBuilder.CreateIndex(
                name: "ix_file_job_state_received_at",
                table: "file_job",
                columns: new[] { "state", "received_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "file_job");

            migrationBuilder.DropTable(
                name: "file_part");

            migrationBuilder.DropTable(
                name: "file_record");

            migrationBuilder.DropColumn(
                name: "claim_acknowledgment",
                table: "claim_file");
        }
    }
}
