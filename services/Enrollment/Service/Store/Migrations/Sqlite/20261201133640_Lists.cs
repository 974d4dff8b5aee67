using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Enrollment.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Lists : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "applied",
                table: "enrollment_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "refused",
                table: "enrollment_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "unchanged",
                table: "enrollment_file",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_enrollment_file_employer_id_received_at_file_id",
                table: "enrollment_file",
                columns: new[] { "employer_id", "received_at", "file_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_enrollment_file_employer_id_received_at_file_id",
                table: "enrollment_file");

            migrationBuilder.DropColumn(
                name: "applied",
                table: "enrollment_file");

            migrationBuilder.DropColumn(
                name: "refused",
                table: "enrollment_file");

            migrationBuilder.DropColumn(
                name: "unchanged",
                table: "enrollment_file");
        }
    }
}
