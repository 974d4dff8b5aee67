using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.StopLoss.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ForgetOpening : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "opened_on",
                table: "employer");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateOnly>(
                name: "opened_on",
                table: "employer",
                type: "TEXT",
                nullable: true);
        }
    }
}
