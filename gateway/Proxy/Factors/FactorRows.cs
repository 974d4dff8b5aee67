namespace Aso.Gateway.Factors;

/// <summary>A passkey of a person: the public half, of which nothing can be signed (WebAuthn, 4, "credential record").</summary>
internal sealed class PasskeyRow
{
    public required Guid PasskeyId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>What the person called it.</summary>
    public required string Name { get; init; }

    public required byte[] CredentialId { get; init; }

    /// <summary>As COSE writes it.</summary>
    public required byte[] PublicKey { get; init; }

    /// <summary>How often it had signed; 0 of one that does not count.</summary>
    public required long SignCount { get; set; }

    /// <summary>How a browser reaches it, between commas: usb, internal and so on.</summary>
    public required string Transports { get; init; }

    public required bool IsUserVerified { get; init; }

    public required bool IsBackupEligible { get; init; }

    public required bool IsBackedUp { get; set; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>A question that was asked before this was answered, or is too old: it is not taken.</summary>
    public DateTime? LastUsedAt { get; set; }
}

/// <summary>A code that stands in for a lost second factor, once; the row goes with its use.</summary>
internal sealed class RecoveryCodeRow
{
    public required string CodeHash { get; init; }

    public required Guid PersonId { get; init; }
}
