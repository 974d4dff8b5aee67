using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ClaimFileSender : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "submitted_by",
                table: "claim_file",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "submitted_by",
                table: "claim_file");
        }
    }
}
