using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Enrollment.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class LocationOfAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "location",
                table: "idempotency",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "location",
                table: "idempotency");
        }
    }
}
