using Aso.Foundation;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.People;

/// <summary>The people who may sign in, and their passwords.</summary>
internal sealed class Accounts(GatewayDb db, IPasswordHasher<PersonRow> hasher, TimeProvider clock)
{
    public const int FailuresMax = 5;
    public static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    // Checked for a name that nobody has, so that the time of an answer does not tell which names are known.
    private static readonly PersonRow Nobody = new() { PersonId = Guid.Empty, UserName = "", PasswordHash = "", Kind = CallerKind.Unknown };
    private static string? s_nobodysHash;

    public static string Normalize(string userName) => userName.Trim().ToLowerInvariant();

    public async Task<PersonRow?> FindAsync(string? personId, CancellationToken cancel) =>
        Guid.TryParse(personId, out var id) ? await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == id, cancel) : null;

    /// <summary>Keeps a new person.</summary>
    /// <returns>Null when the name is taken.</returns>
    public async Task<PersonRow?> AddAsync(string userName, string password, Tokens.Standing standing, CancellationToken cancel)
    {
        var person = new PersonRow
        {
            PersonId = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = Normalize(userName),
            PasswordHash = hasher.HashPassword(Nobody, password),
            Kind = standing.Kind,
            EmployerId = standing.EmployerId,
            CarrierId = standing.CarrierId,
        };
        if (await db.People.AnyAsync(row => row.UserName == person.UserName, cancel))
        {
            return null;
        }

        db.People.Add(person);
        try
        {
            await db.SaveChangesAsync(cancel);
            return person;
        }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested)
        {
            // Two at once with one name: the unique index let one through.
            db.Entry(person).State = EntityState.Detached;
            return await db.People.AnyAsync(row => row.UserName == person.UserName, cancel) ? null : throw new InvalidOperationException("A person could not be kept.");
        }
    }

    /// <summary>The person, if the password is right and the name is not locked; <see cref="FailuresMax"/> wrong ones in a row lock it for <see cref="Locked"/>.</summary>
    /// <remarks>All refusals are alike to the caller: an unknown name, a wrong password, a locked name.</remarks>
    public async Task<PersonRow?> ProveAsync(string userName, string password, CancellationToken cancel)
    {
        var name = Normalize(userName);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.UserName == name, cancel);
        var hash = person?.PasswordHash ?? (s_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        var isRight = hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed;
        var now = clock.GetUtcNow().UtcDateTime;
        if (person is null || person.LockedUntil > now)
        {
            return null;
        }

        if (isRight)
        {
            await db.People.Where(row => row.PersonId == person.PersonId && row.Failures > 0)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0).SetProperty(row => row.LockedUntil, (DateTime?)null), cancel);
            return person;
        }

        await CountFailureAsync(person.PersonId, now, cancel);
        return null;
    }

    // Counted in the database, so that guesses spread over replicas or sent at once count too.
    private async Task CountFailureAsync(Guid personId, DateTime now, CancellationToken cancel)
    {
        DateTime? until = now + Locked;
        await db.People.Where(row => row.PersonId == personId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, row => row.Failures + 1), cancel);
        await db.People.Where(row => row.PersonId == personId && row.Failures >= FailuresMax)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0).SetProperty(row => row.LockedUntil, until), cancel);
    }
}
