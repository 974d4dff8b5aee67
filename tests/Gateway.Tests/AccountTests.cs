using Aso.Foundation;
using Aso.Gateway.Audit;
using Aso.Gateway.People;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Aso.Gateway.Tests;

public sealed class AccountTests
{
    private const string Password = "a long enough pass phrase";

    [Fact]
    public async Task Wrong_passwords_of_a_stranger_do_not_shut_the_person_out()
    {
        await using var ada = await Ada.RegisterAsync();
        await ada.GuessAsync(20);

        Assert.NotNull(await ada.ProveAsync(Password));
    }

    [Fact]
    public async Task No_password_is_kept_as_it_was_typed()
    {
        await using var ada = await Ada.RegisterAsync();

        Assert.DoesNotContain(Password, (await ada.Db.People.SingleAsync()).PasswordHash, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_registered_before_sessions_were_kept_signs_in_as_before()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        await using var db = new GatewayDbSqlite(
            new DbContextOptionsBuilder<GatewayDbSqlite>().UseSqlite(connection).UseSnakeCaseNamingConvention().Options);
        var hasher = new PasswordHasher<PersonRow>(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
        await db.GetService<IMigrator>().MigrateAsync("20261123165703_Initial");
        var hash = hasher.HashPassword(null!, Password);
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO person (person_id, user_name, password_hash, kind, failures) VALUES ({Guid.NewGuid()}, {"josé"}, {hash}, 1, 0)");

        await db.Database.MigrateAsync();

        var accounts = new Accounts(db, hasher, TimeProvider.System);
        Assert.NotNull(await accounts.ProveAsync(" José", Password, CancellationToken.None));
        Assert.Null(await accounts.AddAsync("JOSÉ", Password, new(CallerKind.Administrator), CancellationToken.None));
    }

    [Theory]
    [InlineData("UPDATE access_event SET act = 'other'")]
    [InlineData("DELETE FROM access_event")]
    public async Task What_was_written_down_is_neither_changed_nor_removed(string statement)
    {
        await using var ada = await Ada.RegisterAsync();
        ada.Db.AccessEvents.Add(new() { At = DateTime.UtcNow, Act = Acts.SignedIn, ActorKind = "nobody", Address = "unknown" });
        await ada.Db.SaveChangesAsync();

        await Assert.ThrowsAsync<SqliteException>(() => ada.Db.Database.ExecuteSqlRawAsync(statement));
    }

    /// <summary>One person in a database of its own, and a clock to be moved.</summary>
    private sealed class Ada(SqliteConnection connection, GatewayDbSqlite db, Accounts accounts) : IAsyncDisposable
    {
        public GatewayDbSqlite Db => db;

        public static async Task<Ada> RegisterAsync()
        {
            var connection = new SqliteConnection("Data Source=:memory:");
            await connection.OpenAsync();
            var db = new GatewayDbSqlite(
                new DbContextOptionsBuilder<GatewayDbSqlite>().UseSqlite(connection).UseSnakeCaseNamingConvention().Options);
            await db.Database.MigrateAsync();
            var clock = new FakeTimeProvider(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var hasher = new PasswordHasher<PersonRow>(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
            var accounts = new Accounts(db, hasher, clock);
            await accounts.AddAsync("ada", Password, new(CallerKind.Administrator), CancellationToken.None);
            return new(connection, db, accounts);
        }

        public Task<PersonRow?> ProveAsync(string password) => accounts.ProveAsync("ada", password, CancellationToken.None);

        public async Task GuessAsync(int times)
        {
            for (var guess = 0; guess < times; guess++)
            {
                Assert.Null(await ProveAsync($"guess number {guess}"));
            }
        }

        public async ValueTask DisposeAsync()
        {
            await db.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
