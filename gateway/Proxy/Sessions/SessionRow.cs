namespace Aso.Gateway.Sessions;

/// <summary>One sign-in of a person at one browser, from the password until it is ended or its time is over.</summary>
internal sealed class SessionRow
{
    /// <summary>Named in the tokens that come of it, as <c>sid</c>.</summary>
    public required Guid SessionId { get; init; }

    public required Guid PersonId { get; init; }

    /// <summary>Of the key that the browser's cookie holds: who reads this table cannot make the cookie.</summary>
    public required string KeyHash { get; init; }

    public required DateTime StartedAt { get; init; }

    /// <summary>When it ends by itself.</summary>
    public required DateTime EndsAt { get; init; }

    /// <summary>When tokens were last fetched with it.</summary>
    public required DateTime LastSeenAt { get; set; }

    /// <summary>When it was ended before its time.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Whence it began; shortened.</summary>
    public required string Address { get; init; }

    /// <summary>What the browser called itself; shortened.</summary>
    public required string Browser { get; init; }
}

/// <summary>A client's credentials that were withdrawn; tokens fetched with them name this session and are refused.</summary>
internal sealed class EndedCredentialRow
{
    public required string SessionId { get; init; }

    public required DateTime EndedAt { get; init; }
}
