using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Gateway.Store.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NoLockByName : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "failures",
                table: "person");

            migrationBuilder.DropColumn(
                name: "locked_until",
                table: "person");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "failures",
                table: "person",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "locked_until",
                table: "person",
                type: "timestamp with time zone",
                nullable: true);
        }
    }
}
