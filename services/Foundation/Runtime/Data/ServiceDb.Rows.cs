using System.Collections;
using Aso.Foundation.Data;

namespace Aso.Foundation;

/// <summary>Rows that come by the hundred and that nobody asks the context for: watching them would cost more than writing them. What they hold when <see cref="CommitAsync"/> is called is written, with one statement for all of a table.</summary>
public abstract partial class ServiceDb
{
    private readonly Dictionary<(Type Row, RowWrite How), IList> _unwatched = [];
    private readonly HashSet<object> _put = new(ReferenceEqualityComparer.Instance);

    /// <summary>Queues a new row.</summary>
    public void Insert<TRow>(TRow row)
        where TRow : class => Queue(row, RowWrite.Insert);

    /// <summary>Queues a row that is new unless one with its key is there: that one then stays as it is.</summary>
    public void InsertIfNew<TRow>(TRow row)
        where TRow : class => Queue(row, RowWrite.InsertIfNew);

    /// <summary>Queues a row, once however often it is given, to be stored in place of one with its key. The caller has read it, or found it missing, under a lock that it still holds.</summary>
    public void Put<TRow>(TRow row)
        where TRow : class
    {
        if (_put.Add(row))
        {
            Queue(row, RowWrite.Put);
        }
    }

    /// <summary>Takes rows away, whether they are stored or were to be inserted.</summary>
    public void Delete<TRow>(IReadOnlyList<TRow> rows)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(rows);
        var waiting = _unwatched.GetValueOrDefault((typeof(TRow), RowWrite.Insert)) as List<TRow> ?? [];
        RemoveRange(rows.Where(row => !waiting.Remove(row)));
    }

    private void Queue<TRow>(TRow row, RowWrite how)
        where TRow : class
    {
        if (!_unwatched.TryGetValue((typeof(TRow), how), out var rows))
        {
            _unwatched[(typeof(TRow), how)] = rows = new List<TRow>();
        }

        rows.Add(row);
    }

    // Tables in the order in which this transaction came to them: two that want the same keys do not wait for each other in a circle.
    private void QueueUnwatched()
    {
        foreach (var ((type, how), rows) in _unwatched)
        {
            if (rows.Count > 0)
            {
                _rows.Add(BulkRows.Written(Model.FindEntityType(type)!, rows, how));
            }
        }

        ForgetUnwatched();
    }

    private void ForgetUnwatched()
    {
        _unwatched.Clear();
        _put.Clear();
    }
}
