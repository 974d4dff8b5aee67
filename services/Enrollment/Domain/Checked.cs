using System.Diagnostics.CodeAnalysis;

namespace Aso.Enrollment.Domain;

/// <summary>Why an input is refused, for its author: never an exception, never with personal data.</summary>
/// <param name="Code">Stable and in kebab-case; programs may depend on it.</param>
/// <param name="Field">The path of the field, as <c>services[2].in.coinsurance</c>.</param>
/// <param name="Detail">What is wrong and what would be right.</param>
public sealed record Objection(string Code, string Field, string Detail);

/// <summary>Either a value that keeps every rule, or all the reasons why there is none.</summary>
public sealed class Checked<T>
    where T : class
{
    private readonly T? _value;

    private Checked(T? value, IReadOnlyList<Objection> objections)
    {
        _value = value;
        Objections = objections;
    }

    /// <summary>Empty where there is a value.</summary>
    public IReadOnlyList<Objection> Objections { get; }

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">It was refused: look at <see cref="Objections"/> first.</exception>
    public T Value => _value ?? throw new InvalidOperationException("The input was refused.");

    public bool Passes([NotNullWhen(true)] out T? value)
    {
        value = _value;
        return value is not null;
    }

    /// <summary>The value that <paramref name="make"/> builds, unless something was objected to.</summary>
    internal static Checked<T> From(Form form, Func<T> make) =>
        form.Objections.Count == 0 ? new(make(), []) : new(null, [.. form.Objections]);
}
