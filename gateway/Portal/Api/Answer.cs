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

    /// <summary>What was asked cannot be answered as it was asked: <see cref="Answer{T}.Refusal"/> says why.</summary>
    Refused,

    /// <summary>Asked too often; it passes by itself.</summary>
    TooMany,

    /// <summary>No answer, or one that is the platform's fault.</summary>
    Unavailable,
}

/// <summary>What the API answered: a value, or the trouble that there is none.</summary>
/// <param name="Refusal">Set with <see cref="Trouble.Refused"/>.</param>
public sealed record Answer<T>(T? Value, Trouble Trouble = Trouble.None, Refusal? Refusal = null)
    where T : class;

/// <summary>The API's own words for what it will not answer (problem details, RFC 9457).</summary>
/// <param name="Code">Stable: what the page may act on.</param>
/// <param name="Remedies">A sentence for each thing to mend.</param>
public sealed record Refusal(string Code, IReadOnlyList<string> Remedies)
{
    /// <summary>Of an answer without words.</summary>
    public static readonly Refusal Wordless = new("", []);
}
