using System.Security.Cryptography;
using Aso.Foundation;
using Aso.Gateway.People;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.Factors;

/// <summary>What people prove beside the password: an authenticator app, passkeys, and recovery codes for when these are lost.</summary>
internal sealed partial class SecondFactors(
    GatewayDb db, IDataProtectionProvider protection, IOptions<SandboxOptions> sandbox, TimeProvider clock, ILogger<SecondFactors> log)
{
    public const string App = "authenticator app";
    public const string Passkey = "passkey";
    public const string RecoveryCode = "recovery code";

    /// <summary>After so many wrong codes without a right one none is taken any more (NIST SP 800-63B, 3.2.2): only whoever knows the password gets as far as trying.</summary>
    public const int WrongCodesMax = 100;

    private readonly IDataProtector _seal = protection.CreateProtector("aso.authenticator");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <param name="RecoveryCodesLeft">0 to 10.</param>
    public sealed record Held(DateTime? AppSince, IReadOnlyList<PasskeyRow> Passkeys, int RecoveryCodesLeft)
    {
        public int Count => (AppSince is null ? 0 : 1) + Passkeys.Count;
    }

    /// <summary>Whether the person needs a second factor and has none: the administrator's staff, outside of a sandbox.</summary>
    public bool IsMissing(PersonRow person) => person.SecondFactorSince is null && MustHave(person);

    /// <summary>Whether the password alone opens no session.</summary>
    public bool IsAsked(PersonRow person) => person.SecondFactorSince is not null || MustHave(person);

    public bool MustHave(PersonRow person) => person.Kind == CallerKind.Administrator && !sandbox.Value.Enabled;

    public async Task<Held> OfAsync(Guid personId, CancellationToken cancel) => new(
        await db.People.Where(row => row.PersonId == personId).Select(row => row.AuthenticatorSince).SingleAsync(cancel),
        await db.Passkeys.AsNoTracking().Where(row => row.PersonId == personId).OrderBy(row => row.PasskeyId).ToListAsync(cancel),
        await db.RecoveryCodes.CountAsync(row => row.PersonId == personId, cancel));

    /// <summary>Takes a code of the app, or a recovery code, each once.</summary>
    /// <returns>What it was; null of a wrong one.</returns>
    public async Task<string?> TakeCodeAsync(PersonRow person, string code, CancellationToken cancel)
    {
        code = string.Concat(code.Where(char.IsLetterOrDigit));
        var mine = db.People.Where(row => row.PersonId == person.PersonId && row.WrongCodes < WrongCodesMax);
        var taken = !await mine.AnyAsync(cancel) ? null
            : code.Length == AuthenticatorApp.CodeLength ? await TakeAppCodeAsync(person, code, cancel)
            : await TakeRecoveryCodeAsync(person, code, cancel);
        await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongCodes, row => taken == null ? row.WrongCodes + 1 : 0), cancel);
        return taken;
    }

    /// <summary>Takes what a passkey signed, once.</summary>
    /// <param name="askedAt">When it was asked to.</param>
    public async Task<bool> TakePasskeyAsync(PersonRow person, UserPasskeyInfo passkey, DateTime askedAt, CancellationToken cancel)
    {
        var (count, isBackedUp, now) = ((long)passkey.SignCount, passkey.IsBackedUp, Now);
        var isTaken = await db.Passkeys
            .Where(row => row.PersonId == person.PersonId && row.CredentialId == passkey.CredentialId)
            .Where(row => (row.LastUsedAt == null || row.LastUsedAt < askedAt) && (row.SignCount < count || (row.SignCount == 0 && count == 0)))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.SignCount, count).SetProperty(row => row.IsBackedUp, isBackedUp).SetProperty(row => row.LastUsedAt, now), cancel) == 1;
        if (isTaken)
        {
            await db.People.Where(row => row.PersonId == person.PersonId).ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongCodes, 0), cancel);
        }

        return isTaken;
    }

    /// <summary>Keeps an app, in place of any earlier one, by its secret and its first code.</summary>
    /// <returns>Whether the code was right, and recovery codes to be shown, where this is the first factor.</returns>
    public async Task<(bool IsKept, IReadOnlyList<string>? Codes)> AddAppAsync(PersonRow person, string secret, string code, CancellationToken cancel)
    {
        if (AuthenticatorApp.StepOf(secret, string.Concat(code.Where(char.IsDigit)), Now, lastStep: null) is not { } step)
        {
            return (false, null);
        }

        var (key, now) = (_seal.Protect(secret), Now);
        IReadOnlyList<string>? codes = null;
        await db.TogetherAsync(
            async () =>
            {
                await db.People.Where(row => row.PersonId == person.PersonId)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(row => row.AuthenticatorKey, key).SetProperty(row => row.AuthenticatorSince, now).SetProperty(row => row.AuthenticatorStep, step), cancel);
                codes = await SettleAsync(person.PersonId, cancel);
            },
            cancel);
        return (true, codes);
    }

    /// <summary>Keeps a passkey that the browser made.</summary>
    /// <returns>Recovery codes to be shown, where this is the first factor.</returns>
    public async Task<IReadOnlyList<string>?> AddPasskeyAsync(PersonRow person, string name, UserPasskeyInfo passkey, CancellationToken cancel)
    {
        db.Passkeys.Add(new()
        {
            PasskeyId = Guid.CreateVersion7(clock.GetUtcNow()),
            PersonId = person.PersonId,
            Name = name,
            CredentialId = passkey.CredentialId,
            PublicKey = passkey.PublicKey,
            SignCount = passkey.SignCount,
            Transports = string.Join(',', passkey.Transports ?? []),
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
            CreatedAt = Now,
        });
        IReadOnlyList<string>? codes = null;
        await db.TogetherAsync(
            async () =>
            {
                await db.SaveChangesAsync(cancel);
                codes = await SettleAsync(person.PersonId, cancel);
            },
            cancel);
        return codes;
    }

    public Task RemoveAppAsync(PersonRow person, CancellationToken cancel) => db.TogetherAsync(
        async () =>
        {
            await ForgetAppAsync(person.PersonId, cancel);
            await SettleAsync(person.PersonId, cancel);
        },
        cancel);

    public Task RemovePasskeyAsync(PersonRow person, Guid passkeyId, CancellationToken cancel) => db.TogetherAsync(
        async () =>
        {
            await db.Passkeys.Where(row => row.PersonId == person.PersonId && row.PasskeyId == passkeyId).ExecuteDeleteAsync(cancel);
            await SettleAsync(person.PersonId, cancel);
        },
        cancel);

    /// <summary>New recovery codes in place of those that are left.</summary>
    /// <returns>The codes, to be shown once: only their hashes are kept.</returns>
    public async Task<IReadOnlyList<string>> NewCodesAsync(Guid personId, CancellationToken cancel)
    {
        var codes = RecoveryCodes.New();
        await db.RecoveryCodes.Where(row => row.PersonId == personId).ExecuteDeleteAsync(cancel);
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCodeRow { CodeHash = RecoveryCodes.HashOf(code), PersonId = personId }));
        await db.SaveChangesAsync(cancel);
        return codes;
    }

    /// <summary>Forgets every factor of a person. Within a transaction of the caller.</summary>
    public async Task ClearAsync(Guid personId, CancellationToken cancel)
    {
        await db.Passkeys.Where(row => row.PersonId == personId).ExecuteDeleteAsync(cancel);
        await ForgetAppAsync(personId, cancel);
        await SettleAsync(personId, cancel);
    }

    private Task<int> ForgetAppAsync(Guid personId, CancellationToken cancel) =>
        db.People.Where(row => row.PersonId == personId)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.AuthenticatorKey, (string?)null)
                    .SetProperty(row => row.AuthenticatorSince, (DateTime?)null).SetProperty(row => row.AuthenticatorStep, (long?)null),
                cancel);

    /// <summary>Notes whether the person has a factor now. With the first one come recovery codes, with the last one they go.</summary>
    private async Task<IReadOnlyList<string>?> SettleAsync(Guid personId, CancellationToken cancel)
    {
        var mine = db.People.Where(row => row.PersonId == personId);
        await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.WrongCodes, 0), cancel);   // whoever else changes factors of this person waits from here on
        if (!await mine.AnyAsync(row => row.AuthenticatorKey != null || db.Passkeys.Any(passkey => passkey.PersonId == personId), cancel))
        {
            await db.RecoveryCodes.Where(row => row.PersonId == personId).ExecuteDeleteAsync(cancel);
            await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.SecondFactorSince, (DateTime?)null), cancel);
            return null;
        }

        DateTime? now = Now;
        return await mine.Where(row => row.SecondFactorSince == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.SecondFactorSince, now), cancel) == 1
            ? await NewCodesAsync(personId, cancel)
            : null;
    }

    private async Task<string?> TakeAppCodeAsync(PersonRow person, string code, CancellationToken cancel)
    {
        if (person.AuthenticatorKey is null || Open(person.AuthenticatorKey) is not { } secret
            || AuthenticatorApp.StepOf(secret, code, Now, person.AuthenticatorStep) is not { } step)
        {
            return null;
        }

        // Of two at once with one code, one finds the step taken. Sealed anew, so that the secret follows the ring of keys.
        var key = _seal.Protect(secret);
        return await db.People
            .Where(row => row.PersonId == person.PersonId && row.AuthenticatorKey == person.AuthenticatorKey && (row.AuthenticatorStep == null || row.AuthenticatorStep < step))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AuthenticatorStep, step).SetProperty(row => row.AuthenticatorKey, key), cancel) == 1
                ? App
                : null;
    }

    private async Task<string?> TakeRecoveryCodeAsync(PersonRow person, string code, CancellationToken cancel)
    {
        var hash = RecoveryCodes.HashOf(code);
        return await db.RecoveryCodes.Where(row => row.PersonId == person.PersonId && row.CodeHash == hash).ExecuteDeleteAsync(cancel) == 1 ? RecoveryCode : null;
    }

    private string? Open(string key)
    {
        try
        {
            return _seal.Unprotect(key);
        }
        catch (CryptographicException)
        {
            LogKeyLost(log);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The secret of an authenticator app was sealed by a key that is gone: its person needs a recovery code, or a reset of the second factors.")]
    private static partial void LogKeyLost(ILogger logger);
}
