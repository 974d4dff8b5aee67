using Aso.Foundation;
using Aso.Gateway.People;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
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
