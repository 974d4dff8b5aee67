using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.StopLoss.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class ReasonOfDecisions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "request",
                type: "text",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_remittance_carrier_id_received_on",
                table: "remittance",
                columns: new[] { "carrier_id", "received_on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_remittance_carrier_id_received_on",
                table: "remittance");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "request");
        }
    }
}
