using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Aso.Foundation;

/// <summary>One page of a list, as every list of the API answers it.</summary>
public sealed record Page<T>
{
    public required IReadOnlyList<T> Items { get; init; }

    [Description("What to send as after for the page behind this one; null on the last.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Next { get; init; }

    [Description("How many there are on all pages together; only where total=true asked for it.")]
    public long? Total { get; init; }

    /// <summary>The same page of what is made of each item.</summary>
    public Page<TOther> ConvertAll<TOther>(Func<T, TOther> item) => With([.. Items.Select(item)]);

    /// <summary>The same page with what was made of its items.</summary>
    public Page<TOther> With<TOther>(IReadOnlyList<TOther> items) => new() { Items = items, Next = Next, Total = Total };
}
