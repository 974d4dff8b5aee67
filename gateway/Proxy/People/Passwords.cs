using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Aso.Foundation;
using Aso.Primitives;

namespace Aso.Gateway.People;

/// <summary>Which passwords are taken: long ones that nobody would try first (NIST SP 800-63B 3.1.1.2). No mix of signs is asked for.</summary>
internal static partial class Passwords
{
    public const int LengthMin = 12;
    public const int LengthMax = 200;

    private const int DistinctMin = 5;

    // What must be left beside names, years and sequences, for a password that contains some.
    private const int OwnPartMin = 5;
    private const int RunMin = 3;
    private const int NamePartMin = 3;

    private static readonly string[] Rows = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "azertyuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm"];
    private static readonly string[] PlatformWords = ["benefits", "benefit", "administration", "platform", "portal", "aso"];

    private static readonly Lazy<FrozenSet<string>> Known = new(() => Resources.Lines("known-passwords.txt").ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Everything that is wrong with a password, as one refusal.</summary>
    /// <param name="userName">Whose it is to be.</param>
    public static IEnumerable<Refusal> Check(string? password, string userName)
    {
        if (password is not { Length: >= LengthMin and <= LengthMax } || Folding.Fold(password) == Folding.Fold(userName.Trim()))
        {
            yield return new("password-weak", "password", $"Give {LengthMin} to {LengthMax} characters, other than the name.");
        }
        else if (IsGuessed(Folding.Fold(password), Folding.Fold(userName.Trim())))
        {
            yield return new(
                "password-known", "password",
                "This password is among the first that are tried: a known one, a sequence, a repetition, or made of a name. Take some words that only you would put together.");
        }
    }

    /// <summary>Whether a password stands in the public repository and must not be taken here.</summary>
    public static IEnumerable<Refusal> CheckPublic(string? password, DevelopmentSecrets development) =>
        development.Refuse(password) ? [new("password-known", "password", "Give another one: this one stands in the public repository.")] : [];

    private static bool IsGuessed(string password, string name) =>
        IsKnown(password)
        || password.Distinct().Count() < DistinctMin
        || IsRepeated(password)
        || OwnPart(password, name) < OwnPartMin;

    /// <summary>A known one, as it is or with digits and signs before or after it.</summary>
    private static bool IsKnown(string password)
    {
        var core = password.AsSpan();
        while (core.Length > 0 && !char.IsLetter(core[0]))
        {
            core = core[1..];
        }

        while (core.Length > 0 && !char.IsLetter(core[^1]))
        {
            core = core[..^1];
        }

        return Known.Value.Contains(password) || Known.Value.Contains(core.ToString());
    }

    /// <summary>The same few signs over and over: what would be new in it is too short to count.</summary>
    private static bool IsRepeated(string password)
    {
        for (var period = 1; period <= password.Length / 2; period++)
        {
            if (password.AsSpan(period).SequenceEqual(password.AsSpan(0, password.Length - period)) && (period < LengthMin || IsKnown(password[..period])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many letters and digits are neither of the name, the platform's words, nor of a year or a sequence.</summary>
    private static int OwnPart(string password, string name)
    {
        var left = new StringBuilder(password);
        var parts = name.Split('@')[0].Split(['.', '-', '_', '+', ' ']).Append(name).Where(part => part.Length >= NamePartMin);
        foreach (var part in parts.Concat(PlatformWords).OrderByDescending(part => part.Length))
        {
            left.Replace(part, " ");
        }

        return WithoutRuns(Years().Replace(left.ToString(), " ")).Count(char.IsLetterOrDigit);
    }

    [GeneratedRegex("(19|20)[0-9]{2}")]
    private static partial Regex Years();

    private static string WithoutRuns(string text)
    {
        var left = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            var run = RunAt(text, at);
            if (run < RunMin)
            {
                left.Append(text[at]);
            }

            at += run < RunMin ? 1 : run;
        }

        return left.ToString();
    }

    /// <summary>How long the text goes on from here as a row of the alphabet, of digits or of a keyboard does, in either direction, or stays the same.</summary>
    private static int RunAt(string text, int at)
    {
        var longest = text.AsSpan(at).IndexOfAnyExcept(text[at]) is >= 0 and var same ? same : text.Length - at;
        foreach (var row in Rows)
        {
            longest = Math.Max(longest, Math.Max(Along(row, +1), Along(row, -1)));
        }

        return longest;

        int Along(string row, int step)
        {
            var most = 0;
            for (var start = row.IndexOf(text[at], StringComparison.Ordinal); start >= 0; start = row.IndexOf(text[at], start + 1))
            {
                var length = 1;
                while (at + length < text.Length && start + (length * step) is var place && place >= 0 && place < row.Length && row[place] == text[at + length])
                {
                    length++;
                }

                most = Math.Max(most, length);
            }

            return most;
        }
    }
}
