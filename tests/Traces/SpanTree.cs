using Spectre.Console;

namespace Aso.Traces;

/// <summary>The spans of one trace as the tree that their parents make.</summary>
/// <param name="spans">Of one trace, in any order. A span whose parent is missing stands at the top.</param>
public sealed class SpanTree(IEnumerable<ReceivedSpan> spans)
{
    private readonly List<ReceivedSpan> _spans = [.. spans.OrderBy(span => span.StartedAt)];

    /// <summary>The spans without a parent among these; one, when nothing is missing.</summary>
    public IReadOnlyList<ReceivedSpan> Roots => _spans.FindAll(span => _spans.TrueForAll(other => other.SpanId != span.ParentId));

    /// <summary>For a person: program, span, when it began after the first, and how long it took.</summary>
    public Tree ToTree(string title)
    {
        var tree = new Tree(Markup.Escape(title)).Guide(TreeGuide.Line);
        foreach (var root in Roots)
        {
            Add(tree, root);
        }

        return tree;
    }

    private void Add(IHasTreeNodes above, ReceivedSpan span)
    {
        var node = above.AddNode(Markup.FromInterpolated(
            $"[blue]{span.Service}[/] {span.Name} [grey]+{(span.StartedAt - _spans[0].StartedAt).TotalMilliseconds:0.0} ms, took {span.Duration.TotalMilliseconds:0.0} ms[/]"));
        foreach (var child in _spans.Where(other => other.ParentId == span.SpanId))
        {
            Add(node, child);
        }
    }
}
