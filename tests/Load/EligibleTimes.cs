using System.Diagnostics;
using Npgsql;

namespace Aso.Load;

/// <summary>When each payment of an employer was committed in stop-loss, by the database's own record of its commits.</summary>
internal sealed class EligibleTimes
{
    private readonly Dictionary<Guid, DateTime> _committedAt = [];
    private readonly DateTime _now = DateTime.UtcNow;
    private readonly long _timestamp = Stopwatch.GetTimestamp();

    private EligibleTimes()
    {
    }

    /// <summary>Reads them, once everything is settled: on a machine whose clock is this one's.</summary>
    public static async Task<EligibleTimes> ReadAsync(string database, Guid employerId, CancellationToken cancel)
    {
        var times = new EligibleTimes();
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT claim_id, pg_xact_commit_timestamp(xmin) FROM payment WHERE employer_id = $1");
        command.Parameters.Add(new() { Value = employerId });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            times._committedAt[reader.GetGuid(0)] = reader.GetDateTime(1);
        }

        return times;
    }

    /// <summary>From the claim's answer on, at least zero; null where stop-loss has no payment of it.</summary>
    public TimeSpan? Since(Acceptance claim)
    {
        if (!_committedAt.TryGetValue(claim.ClaimId, out var committedAt))
        {
            return null;
        }

        var since = committedAt - (_now - Stopwatch.GetElapsedTime(claim.AcceptedAt, _timestamp));
        return since > TimeSpan.Zero ? since : TimeSpan.Zero;
    }
}
