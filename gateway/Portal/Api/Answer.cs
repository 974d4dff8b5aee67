namespace Aso.Portal.Api;

/// <summary>Why the API gave no value. Each has its own words on the page.</summary>
public enum Trouble
{
    None,

    /// <summary>There is no such thing, or it is another tenant's.</summary>
    NotFound,

    /// <summary>The person's scopes do not reach that far.</summary>
    Forbidden,

    /// <summary>The session is over.</summary>
    SignedOut,

    /// <summary>No answer, or one that is the platform's fault.</summary>
    Unavailable,
}

/// <summary>What the API answered: a value, or the trouble that there is none.</summary>
public sealed record Answer<T>(T? Value, Trouble Trouble = Trouble.None)
    where T : class;
