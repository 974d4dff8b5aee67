namespace Aso.Gateway.Audit;

/// <summary>One act about who may come in. Only added, never changed: the database refuses anything else.</summary>
internal sealed class AccessEventRow
{
    public long EventId { get; init; }

    public required DateTime At { get; init; }

    /// <summary>One of <see cref="Acts"/>.</summary>
    public required string Act { get; init; }

    /// <summary>person, client or nobody: who could not be told, as with a wrong password.</summary>
    public required string ActorKind { get; init; }

    public string? ActorId { get; init; }

    public string? ActorName { get; init; }

    /// <summary>person or client; null where the name that was tried is nobody's.</summary>
    public string? AboutKind { get; init; }

    public string? AboutId { get; init; }

    public string? AboutName { get; init; }

    /// <summary>The network whence it came: the last part of the address is left out.</summary>
    public required string Address { get; init; }

    /// <summary>What changed, where the act alone does not say it. Never a secret.</summary>
    public string? Detail { get; init; }
}

/// <summary>What is written down.</summary>
internal static class Acts
{
    public const string SignedIn = "signed-in";
    public const string SignInFailed = "sign-in-failed";
    public const string SignedOut = "signed-out";
    public const string SessionsEnded = "sessions-ended";
    public const string PersonRegistered = "person-registered";
    public const string PersonInvited = "person-invited";
    public const string PersonBlocked = "person-blocked";
    public const string PersonUnblocked = "person-unblocked";
    public const string PersonRemoved = "person-removed";
    public const string RoleChanged = "role-changed";
    public const string PasswordReset = "password-reset";
    public const string PasswordSet = "password-set";
    public const string PasswordChanged = "password-changed";
    public const string SecondFactorAdded = "second-factor-added";
    public const string SecondFactorRemoved = "second-factor-removed";
    public const string SecondFactorsReset = "second-factors-reset";
    public const string RecoveryCodesMade = "recovery-codes-made";
    public const string ClientRegistered = "client-registered";
    public const string ClientBlocked = "client-blocked";
    public const string ClientUnblocked = "client-unblocked";
    public const string ClientRemoved = "client-removed";
    public const string ClientSecretReplaced = "client-secret-replaced";

    public static readonly IReadOnlyList<string> All =
    [
        SignedIn, SignInFailed, SignedOut, SessionsEnded,
        PersonRegistered, PersonInvited, PersonBlocked, PersonUnblocked, PersonRemoved, RoleChanged, PasswordReset, PasswordSet, PasswordChanged,
        SecondFactorAdded, SecondFactorRemoved, SecondFactorsReset, RecoveryCodesMade,
        ClientRegistered, ClientBlocked, ClientUnblocked, ClientRemoved, ClientSecretReplaced,
    ];
}
