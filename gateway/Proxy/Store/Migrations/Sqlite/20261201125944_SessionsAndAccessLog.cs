using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Aso.Gateway.Store.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class SessionsAndAccessLog : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_person_user_name",
                table: "person");

            migrationBuilder.AddColumn<DateTime>(
                name: "blocked_at",
                table: "person",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "link_hash",
                table: "person",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "link_until",
                table: "person",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "name_key",
                table: "person",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "removed_at",
                table: "person",
                type: "TEXT",
                nullable: true);

            // Names were compared by their lower case alone until now.
            migrationBuilder.Sql("UPDATE person SET name_key = user_name;");

            migrationBuilder.AlterColumn<string>(
                name: "password_hash",
                table: "person",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "TEXT");

            migrationBuilder.CreateTable(
                name: "access_event",
                columns: table => new
                {
                    event_id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    actor_kind = table.Column<string>(type: "TEXT", nullable: false),
                    actor_id = table.Column<string>(type: "TEXT", nullable: true),
                    actor_name = table.Column<string>(type: "TEXT", nullable: true),
                    about_kind = table.Column<string>(type: "TEXT", nullable: true),
                    about_id = table.Column<string>(type: "TEXT", nullable: true),
                    about_name = table.Column<string>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    detail = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_access_event", x => x.event_id);
                });

            migrationBuilder.CreateTable(
                name: "ended_credential",
                columns: table => new
                {
                    session_id = table.Column<string>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ended_credential", x => x.session_id);
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    session_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    person_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    key_hash = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTime>(type: "TEXT", nullable: true),
                    address = table.Column<string>(type: "TEXT", nullable: false),
                    browser = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_session", x => x.session_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_person_link_hash",
                table: "person",
                column: "link_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_name_key",
                table: "person",
                column: "name_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_access_event_about_id",
                table: "access_event",
                column: "about_id");

            migrationBuilder.CreateIndex(
                name: "ix_access_event_actor_id",
                table: "access_event",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "ix_access_event_at",
                table: "access_event",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "ix_ended_credential_ended_at",
                table: "ended_credential",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_session_ended_at",
                table: "session",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_session_ends_at",
                table: "session",
                column: "ends_at");

            migrationBuilder.CreateIndex(
                name: "ix_session_person_id",
                table: "session",
                column: "person_id");

            migrationBuilder.Sql("""
                CREATE TRIGGER access_event_is_not_changed BEFORE UPDATE ON access_event
                BEGIN SELECT RAISE(ABORT, 'What was done is kept as it was.'); END;
                CREATE TRIGGER access_event_is_not_removed BEFORE DELETE ON access_event
                BEGIN SELECT RAISE(ABORT, 'What was done is kept as it was.'); END;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_event");

            migrationBuilder.DropTable(
                name: "ended_credential");

            migrationBuilder.DropTable(
                name: "session");

            migrationBuilder.DropIndex(
                name: "ix_person_link_hash",
                table: "person");

            migrationBuilder.DropIndex(
                name: "ix_person_name_key",
                table: "person");

            migrationBuilder.DropColumn(
                name: "blocked_at",
                table: "person");

            migrationBuilder.DropColumn(
                name: "link_hash",
                table: "person");

            migrationBuilder.DropColumn(
                name: "link_until",
                table: "person");

            migrationBuilder.DropColumn(
                name: "name_key",
                table: "person");

            migrationBuilder.DropColumn(
                name: "removed_at",
                table: "person");

            migrationBuilder.AlterColumn<string>(
                name: "password_hash",
                table: "person",
                type: "TEXT",
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "TEXT",
                oldNullable: true);

            migrationBuilder.CreateIndex(
                name: "ix_person_user_name",
                table: "person",
                column: "user_name",
                unique: true);
        }
    }
}
