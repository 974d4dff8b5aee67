using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.StopLoss.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WarnOfPolicies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "state",
                table: "policy",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "warnings",
                table: "policy",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "expected_monthly_claims",
                table: "employer",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "state",
                table: "policy");

            migrationBuilder.DropColumn(
                name: "warnings",
                table: "policy");

            migrationBuilder.DropColumn(
                name: "expected_monthly_claims",
                table: "employer");
        }
    }
}
