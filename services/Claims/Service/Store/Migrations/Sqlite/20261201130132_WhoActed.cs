using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Claims.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class WhoActed : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_idempotency",
                table: "idempotency");

            migrationBuilder.AddColumn<string>(
                name: "person_id",
                table: "work_act",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "person_id",
                table: "parked_audit",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "person_id",
                table: "idempotency",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<Guid>(
                name: "employer_id",
                table: "idempotency",
                type: "TEXT",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"));

            migrationBuilder.AddPrimaryKey(
                name: "pk_idempotency",
                table: "idempotency",
                columns: new[] { "client_id", "person_id", "employer_id", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_idempotency",
                table: "idempotency");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "work_act");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "parked_audit");

            migrationBuilder.DropColumn(
                name: "person_id",
                table: "idempotency");

            migrationBuilder.DropColumn(
                name: "employer_id",
                table: "idempotency");

            migrationBuilder.AddPrimaryKey(
                name: "pk_idempotency",
                table: "idempotency",
                columns: new[] { "client_id", "key" });
        }
    }
}
