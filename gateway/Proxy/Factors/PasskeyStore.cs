using Aso.Gateway.People;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Aso.Gateway.Factors;

/// <summary>People and their passkeys as ASP.NET Core Identity asks for them when it checks a passkey. It only reads: what is kept, is kept by <see cref="SecondFactors"/>.</summary>
internal sealed class PasskeyStore(GatewayDb db) : IUserPasskeyStore<PersonRow>
{
    public Task<string> GetUserIdAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult(user.PersonId.ToString());

    public Task<string?> GetUserNameAsync(PersonRow user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public async Task<PersonRow?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await db.People.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == id, cancellationToken) : null;

    public Task<PersonRow?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        db.People.AsNoTracking().SingleOrDefaultAsync(
            person => db.Passkeys.Any(row => row.CredentialId == credentialId && row.PersonId == person.PersonId), cancellationToken);

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PersonRow user, CancellationToken cancellationToken) =>
        [.. (await db.Passkeys.AsNoTracking().Where(row => row.PersonId == user.PersonId).ToListAsync(cancellationToken)).Select(ToInfo)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PersonRow user, byte[] credentialId, CancellationToken cancellationToken) =>
        await db.Passkeys.AsNoTracking().SingleOrDefaultAsync(row => row.PersonId == user.PersonId && row.CredentialId == credentialId, cancellationToken) is { } row
            ? ToInfo(row)
            : null;

    public Task AddOrUpdatePasskeyAsync(PersonRow user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(PersonRow user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(PersonRow user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> GetNormalizedUserNameAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(PersonRow user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> CreateAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(PersonRow user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<PersonRow?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
        // The database is the request's.
    }

    // What the maker of the device said of it is not asked for, and so not kept.
    private static UserPasskeyInfo ToInfo(PasskeyRow row) => new(
        row.CredentialId, row.PublicKey, row.CreatedAt, (uint)row.SignCount, row.Transports.Split(',', StringSplitOptions.RemoveEmptyEntries),
        row.IsUserVerified, row.IsBackupEligible, row.IsBackedUp, attestationObject: [], clientDataJson: []);
}
