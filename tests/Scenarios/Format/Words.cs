using System.Globalization;
using System.Text.RegularExpressions;
using Aso.Primitives;

namespace Aso.Scenarios.Format;

/// <summary>The kinds of values that a scenario is written in.</summary>
internal static partial class Words
{
    public static readonly TextShape Text = new("text that is not empty", text => text.Trim().Length > 0);

    public static readonly TextShape Date = new("a date YYYY-MM-DD", IsDate);

    public static readonly TextShape Month = new("a month YYYY-MM", text => IsDate(text + "-01"));

    /// <summary>Dollars, zero or more.</summary>
    public static readonly TextShape Amount =
        new("an amount of dollars such as 110.00, not negative", text => Money.TryParse(text, out var amount) && amount >= Money.Zero);

    /// <summary>Dollars, negative too: only what comes out may be.</summary>
    public static readonly TextShape Balance = new("an amount of dollars such as -110.00", text => Money.TryParse(text, out _));

    public static readonly TextShape Percent = new("a percentage such as 62.5", text => Rate.TryParsePercent(text, out _));

    public static readonly TextShape Basis = new("a contract basis such as 12/15", text => BasisPattern().IsMatch(text));

    public static readonly TextShape AccumulatorKey =
        new("member/plan/start of the plan year", text => text.Split('/') is { Length: >= 3 } parts && IsDate(parts[^1]));

    public static readonly NumberShape Count = new(0, 1_000_000);

    public static readonly FlagShape Flag = new();

    public static TextShape OneOf(params string[] words) => new($"one of {string.Join(", ", words)}", words.Contains);

    public static ListShape ListOf(Shape element, int atLeast = 0) => new(element, atLeast);

    /// <summary>A value for each tier; which of them must be there depends on the tiers in use.</summary>
    public static ObjectShape ByTier(Shape value) => new([.. Tiers.Select(tier => Field.Optional(tier, value))]);

    public static readonly string[] Tiers = ["employee", "employeeSpouse", "employeeChildren", "family"];

    public static bool IsDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    [GeneratedRegex(@"^\d{1,3}/\d{1,3}$")]
    private static partial Regex BasisPattern();
}
