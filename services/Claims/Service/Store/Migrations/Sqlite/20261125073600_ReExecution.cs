using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ReExecution : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "re_execution",
                columns: table => new
                {
                    night = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    finished_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    examined = table.Column<int>(type: "INTEGER", nullable: false),
                    differing = table.Column<int>(type: "INTEGER", nullable: false),
                    differing_claim_ids = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_re_execution", x => x.night);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "re_execution");
        }
    }
}
