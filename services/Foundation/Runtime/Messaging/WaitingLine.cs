using Aso.Foundation.Data;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Messaging;

/// <summary>The parked messages of one employer by number. Bodies are read of those alone whose turn may have come: behind a poison message very many wait.</summary>
/// <param name="parked">All of them, by source and number.</param>
internal sealed class WaitingLine(Guid employerId, Dictionary<(string Source, long Sequence), ParkedState> parked)
{
    public bool Has(StreamMessage message) => parked.ContainsKey((message.Source, message.Sequence));

    /// <summary>Those that wait right behind what has been applied, or behind what is just arriving.</summary>
    /// <param name="reached">The last sequence applied of each source.</param>
    /// <param name="max">Of each source.</param>
    public async Task<(List<StreamMessage> Messages, bool More)> NextAsync(
        ServiceDb db, IReadOnlyDictionary<string, long> reached, IReadOnlyList<StreamMessage> arriving, int max, CancellationToken cancel)
    {
        var there = arriving.Select(message => (message.Source, message.Sequence)).ToHashSet();
        there.UnionWith(parked.Where(one => one.Value == ParkedState.Waiting).Select(one => one.Key));
        var (messages, more) = (new List<StreamMessage>(), false);
        foreach (var source in parked.Keys.Select(key => key.Source).Distinct())
        {
            var last = reached.GetValueOrDefault(source);
            var through = last;
            while (there.Contains((source, through + 1)) && through - last < max + arriving.Count)
            {
                through++;
            }

            more |= there.Contains((source, through + 1));
            if (through > last)
            {
                var rows = await db.Set<ParkedMessageRow>().AsNoTracking()
                    .Where(row => row.EmployerId == employerId && row.Source == source && row.Sequence > last && row.Sequence <= through)
                    .ToListAsync(cancel);
                messages.AddRange(rows.Select(ToMessage));
            }
        }

        return (messages, more);
    }

    /// <summary>Takes those out of the line that have been applied.</summary>
    public async Task RemoveAsync(ServiceDb db, IReadOnlyDictionary<string, long> reached, CancellationToken cancel)
    {
        foreach (var (source, through) in reached)
        {
            if (parked.Keys.Any(key => key.Source == source && key.Sequence <= through))
            {
                await db.Set<ParkedMessageRow>()
                    .Where(row => row.EmployerId == employerId && row.Source == source && row.Sequence <= through).ExecuteDeleteAsync(cancel);
            }
        }
    }

    private static StreamMessage ToMessage(ParkedMessageRow row) => new()
    {
        MessageId = row.MessageId,
        Kind = row.Kind,
        Source = row.Source,
        EmployerId = row.EmployerId,
        Sequence = row.Sequence,
        After = row.After,
        Traceparent = row.Traceparent,
        Body = new(row.Body),
    };
}
