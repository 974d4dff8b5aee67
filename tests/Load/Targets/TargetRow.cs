using System.Globalization;

namespace Aso.Load.Targets;

/// <summary>A figure that has a target, as a row of the report.</summary>
/// <param name="AtLeast">Whether the target is the least that is wanted; otherwise the most.</param>
/// <param name="Runs">In their order; none where it was not measured.</param>
/// <param name="Format">Of the numbers.</param>
internal sealed record TargetRow(string Figure, bool AtLeast, double Target, IReadOnlyList<double> Runs, string Format)
{
    public const string Heading = "| figure | target | median | runs | reached |\n|---|---|---|---|---|";

    private double Middle => Median.Of(Runs);

    private bool IsReached => AtLeast ? Middle >= Target : Middle <= Target;

    public override string ToString() => Runs.Count == 0
        ? $"| {Figure} | {Bound} | not measured | | |"
        : $"| {Figure} | {Bound} | {Text(Middle)} | {string.Join(", ", Runs.Select(Text))} | {(IsReached ? "yes" : "no")} |";

    private string Bound => $"{(AtLeast ? "≥" : "≤")} {Text(Target)}";

    private string Text(double value) => value.ToString(Format, CultureInfo.InvariantCulture);
}
