using System.Security.Cryptography;
using System.Text;
using Aso.Foundation;
using Aso.Gateway.Store;
using Aso.Gateway.Tokens;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace Aso.Gateway.People;

/// <summary>The people who may sign in, and their passwords.</summary>
internal sealed class Accounts(GatewayDb db, IPasswordHasher<PersonRow> hasher, TimeProvider clock)
{
    // Checked for a name that nobody has, so that the time of an answer does not tell which names are known.
    private static readonly PersonRow Nobody = new() { PersonId = Guid.Empty, UserName = "", Kind = CallerKind.Unknown };
    private static string? s_nobodysHash;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The person, whatever the status.</summary>
    public Task<PersonRow?> FindAsync(Guid personId, CancellationToken cancel) =>
        db.People.SingleOrDefaultAsync(row => row.PersonId == personId, cancel);

    /// <summary>The person, if signing in is allowed now.</summary>
    public async Task<PersonRow?> FindActiveAsync(string? personId, CancellationToken cancel) =>
        Guid.TryParse(personId, out var id)
        && await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == id, cancel) is { Status: PersonStatus.Active } person
            ? person
            : null;

    public IQueryable<PersonRow> Of(PersonStatus? status, CallerKind? kind)
    {
        var people = db.People.AsNoTracking().Where(row => kind == null || row.Kind == kind);
        return status switch
        {
            null => people.Where(row => row.RemovedAt == null),
            PersonStatus.Removed => people.Where(row => row.RemovedAt != null),
            PersonStatus.Blocked => people.Where(row => row.RemovedAt == null && row.BlockedAt != null),
            PersonStatus.Invited => people.Where(row => row.RemovedAt == null && row.BlockedAt == null && row.PasswordHash == null),
            _ => people.Where(row => row.RemovedAt == null && row.BlockedAt == null && row.PasswordHash != null),
        };
    }

    /// <summary>Keeps a new person.</summary>
    /// <param name="password">Null for one who sets it by a link.</param>
    /// <returns>Null when the name is taken.</returns>
    public async Task<PersonRow?> AddAsync(string userName, string? password, Standing standing, CancellationToken cancel)
    {
        var person = new PersonRow
        {
            PersonId = Guid.CreateVersion7(clock.GetUtcNow()),
            UserName = UserNames.Shown(userName),
            NameKey = UserNames.KeyOf(userName),
            PasswordHash = password is null ? null : hasher.HashPassword(Nobody, password),
            Kind = standing.Kind,
            EmployerId = standing.EmployerId,
            CarrierId = standing.CarrierId,
        };
        if (await FindByNameAsync(userName, cancel) is not null)
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
            return await FindByNameAsync(userName, cancel) is not null ? null : throw new InvalidOperationException("A person could not be kept.");
        }
    }

    /// <summary>A new link that sets the person's password, once; any earlier one ends.</summary>
    /// <returns>The secret in it: only its hash is kept.</returns>
    public async Task<string> MakeLinkAsync(PersonRow person, DateTime until, CancellationToken cancel)
    {
        var secret = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        (person.LinkHash, person.LinkUntil) = (HashOf(secret), until);
        await db.SaveChangesAsync(cancel);
        return secret;
    }

    /// <summary>Whose password the link may set now; null for a link that is unknown, used, too old, or of somebody who is kept out.</summary>
    public async Task<PersonRow?> FindByLinkAsync(string secret, CancellationToken cancel)
    {
        var (hash, now) = (HashOf(secret), Now);
        return await db.People.AsNoTracking()
            .SingleOrDefaultAsync(row => row.LinkHash == hash && row.LinkUntil > now && row.BlockedAt == null && row.RemovedAt == null, cancel);
    }

    /// <summary>Sets the password by the link, which ends with it.</summary>
    /// <returns>False where another request was first.</returns>
    public async Task<bool> SetByLinkAsync(string secret, string password, CancellationToken cancel)
    {
        var (link, now) = (HashOf(secret), Now);
        var hash = hasher.HashPassword(Nobody, password);
        return await db.People
            .Where(row => row.LinkHash == link && row.LinkUntil > now && row.BlockedAt == null && row.RemovedAt == null)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PasswordHash, hash)
                    .SetProperty(row => row.LinkHash, (string?)null).SetProperty(row => row.LinkUntil, (DateTime?)null),
                cancel) == 1;
    }

    /// <summary>Sets the password of a person who has proven to know the one in use; a link that was handed out ends.</summary>
    public async Task SetPasswordAsync(PersonRow person, string password, CancellationToken cancel)
    {
        var hash = hasher.HashPassword(Nobody, password);
        await db.People.Where(row => row.PersonId == person.PersonId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.PasswordHash, hash)
                    .SetProperty(row => row.LinkHash, (string?)null).SetProperty(row => row.LinkUntil, (DateTime?)null),
                cancel);
    }

    /// <summary>Keeps what was changed in a person that was found, and does with it what follows from it: all or nothing.</summary>
    public Task SaveAsync(Func<Task> followAsync, CancellationToken cancel) => db.TogetherAsync(
        async () =>
        {
            await db.SaveChangesAsync(cancel);
            await followAsync();
        },
        cancel);

    /// <summary>The person, if the password is right. How many wrong ones may be tried is the limits' matter, by name and address together.</summary>
    /// <remarks>All refusals are alike to the caller: an unknown name, a wrong password, a person who is kept out.</remarks>
    public async Task<PersonRow?> ProveAsync(string userName, string password, CancellationToken cancel)
    {
        var person = await FindByNameAsync(userName, cancel);
        var hash = person?.PasswordHash ?? (s_nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));
        return hasher.VerifyHashedPassword(Nobody, hash, password) != PasswordVerificationResult.Failed && person is { Status: PersonStatus.Active } ? person : null;
    }

    /// <summary>Who has the name, whatever the status.</summary>
    public async Task<PersonRow?> FindByNameAsync(string userName, CancellationToken cancel)
    {
        // Names of before have their lower case as the key.
        var (key, shown) = (UserNames.KeyOf(userName), UserNames.Shown(userName));
        return await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.NameKey == key || row.NameKey == shown, cancel);
    }

    private static string HashOf(string secret) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
