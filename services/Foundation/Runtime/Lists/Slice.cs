using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation;

/// <summary>A page that is to be read: its order, behind which place it begins, and how long it is.</summary>
public sealed class Slice<TRow>
{
    private readonly ListOrder<TRow> _order;
    private readonly object[]? _position;
    private readonly bool _withTotal;

    internal Slice(ListOrder<TRow> order, object[]? position, int limit, bool withTotal) =>
        (_order, _position, Limit, _withTotal) = (order, position, limit, withTotal);

    /// <summary>How many items the page has at most.</summary>
    public int Limit { get; }

    /// <summary>The page of what a query finds in the database.</summary>
    public async Task<Page<TRow>> ReadAsync(IQueryable<TRow> rows, CancellationToken cancel)
    {
        var total = await TotalAsync(rows, cancel);
        return ToPage(await Of(rows).ToListAsync(cancel), row => row, total);
    }

    /// <summary>The page of what a query finds and the program keeps: for what the database cannot judge.</summary>
    public async Task<Page<TRow>> ReadAsync(IQueryable<TRow> rows, Func<TRow, bool> keeps, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(keeps);
        var found = new List<TRow>();
        await foreach (var row in _order.Apply(rows, _position).AsAsyncEnumerable().WithCancellation(cancel))
        {
            if (keeps(row))
            {
                found.Add(row);
            }

            if (found.Count > Limit)
            {
                break;
            }
        }

        var total = _withTotal ? await rows.AsAsyncEnumerable().LongCountAsync(keeps, cancel) : (long?)null;
        return ToPage(found, row => row, total);
    }

    /// <summary>The page of a list that is there whole.</summary>
    public Page<TRow> Read(IReadOnlyCollection<TRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return ToPage([.. Of(rows.AsQueryable())], row => row, _withTotal ? rows.Count : null);
    }

    /// <summary>The rows of the page and one beyond, in order: what <see cref="ToPage"/> takes after something was joined to each.</summary>
    public IQueryable<TRow> Of(IQueryable<TRow> rows) => _order.Apply(rows, _position).Take(Limit + 1);

    /// <summary>How many rows there are on all pages together; null where nobody asked.</summary>
    public async Task<long?> TotalAsync(IQueryable<TRow> rows, CancellationToken cancel) => _withTotal ? await rows.LongCountAsync(cancel) : null;

    /// <param name="found">In order, one beyond the limit where there is one.</param>
    /// <param name="row">What of each is ordered by.</param>
    public Page<T> ToPage<T>(List<T> found, Func<T, TRow> row, long? total)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(row);
        return new()
        {
            Items = found.Count > Limit ? found.GetRange(0, Limit) : found,
            Next = found.Count > Limit ? _order.Write(row(found[Limit - 1])) : null,
            Total = total,
        };
    }
}
