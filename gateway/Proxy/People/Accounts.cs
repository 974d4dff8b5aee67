using Aso.Foundation;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.People;

/// <summary>The people who may sign in, and their passwords.</summary>
internal sealed class Accounts(GatewayDb db, IPasswordHasher<PersonRow> hasher, TimeProvider clock)
{
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

    /// <summary>The person, if the password is right. How many wrong ones may be tried is the limits' matter, by name and address together.</summary>
    /// <remarks>All refusals are alike to the caller: an unknown name, a wrong password.</remarks>
    public async Task<PersonRow?> ProveAsync(string userName, string password, CancellationToken cancel)
    {
        var name = Normalize(userName);
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.UserName == name, cancel);
        var hash = person?.PasswordHash ?? (s_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        return hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed ? person : null;
    }
}
