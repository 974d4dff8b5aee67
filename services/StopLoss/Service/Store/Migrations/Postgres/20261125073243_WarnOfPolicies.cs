using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.StopLoss.Store.Migrations.Postgres
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
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "warnings",
                table: "policy",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "expected_monthly_claims",
                table: "employer",
                type: "text",
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
