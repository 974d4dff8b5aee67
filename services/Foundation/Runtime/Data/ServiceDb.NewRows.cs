using System.Collections;
using Aso.Foundation.Data;

namespace Aso.Foundation;

/// <summary>New rows that come by the hundred and that nobody asks the context for: watching them would cost more than writing them.</summary>
public abstract partial class ServiceDb
{
    private readonly Dictionary<Type, IList> _new = [];

    /// <summary>Queues a new row; what it holds when <see cref="CommitAsync"/> is called is written, with one statement for all of its table.</summary>
    public void Insert<TRow>(TRow row)
        where TRow : class
    {
        if (!_new.TryGetValue(typeof(TRow), out var rows))
        {
            _new[typeof(TRow)] = rows = new List<TRow>();
        }

        rows.Add(row);
    }

    /// <summary>Takes rows away, whether they are stored or were to be.</summary>
    public void Delete<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        var waiting = _new.GetValueOrDefault(typeof(TRow)) as List<TRow> ?? [];
        RemoveRange(rows.Where(row => !waiting.Remove(row)));
    }

    // Tables in the order in which this transaction came to them: two that want the same keys do not wait for each other in a circle.
    private void QueueNew()
    {
        foreach (var (type, rows) in _new)
        {
            if (rows.Count > 0)
            {
                _rows.Add(BulkRows.Inserts(Model.FindEntityType(type)!, rows));
            }
        }

        _new.Clear();
    }
}
