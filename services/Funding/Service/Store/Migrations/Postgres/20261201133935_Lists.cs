using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Funding.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Lists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_unpaid_claim_employer_id_decided_on_provider_npi",
                table: "unpaid_claim",
                columns: new[] { "employer_id", "decided_on", "provider_npi" });

            migrationBuilder.CreateIndex(
                name: "ix_unpaid_claim_employer_id_reversed_on_provider_npi",
                table: "unpaid_claim",
                columns: new[] { "employer_id", "reversed_on", "provider_npi" },
                filter: "reversed_on IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_payable_of_provider",
                table: "payable",
                columns: new[] { "employer_id", "provider_npi", "released_on" });

            migrationBuilder.CreateIndex(
                name: "ix_payable_released",
                table: "payable",
                columns: new[] { "employer_id", "released_on", "provider_npi" });

            migrationBuilder.CreateIndex(
                name: "ix_payable_reversed",
                table: "payable",
                columns: new[] { "employer_id", "reversed_on", "provider_npi" },
                filter: "reversed_on IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_unpaid_claim_employer_id_decided_on_provider_npi",
                table: "unpaid_claim");

            migrationBuilder.DropIndex(
                name: "ix_unpaid_claim_employer_id_reversed_on_provider_npi",
                table: "unpaid_claim");

            migrationBuilder.DropIndex(
                name: "ix_payable_of_provider",
                table: "payable");

            migrationBuilder.DropIndex(
                name: "ix_payable_released",
                table: "payable");

            migrationBuilder.DropIndex(
                name: "ix_payable_reversed",
                table: "payable");
        }
    }
}
