using Aso.Enrollment.Domain;
using Aso.Enrollment.Domain.FileMaintenance;
using Aso.Enrollment.Store;
using Aso.Foundation.Files;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>Applies a file's members to an employer, some hundreds to a transaction. What is committed stays when a later part fails.</summary>
/// <param name="run">Records each transaction's outcomes in it; null where nobody could go on with the file: it is then sent again.</param>
internal sealed class FileApplication(EnrollmentDb db, Guid employerId, Offer offer, int membersPerCommit, FileRun? run)
{
    private readonly List<LoopOutcome> _outcomes = [];

    /// <returns>One outcome for each loop, in no order.</returns>
    public async Task<IReadOnlyList<LoopOutcome>> ApplyAsync(IEnumerable<MemberContent> members, CancellationToken cancel)
    {
        foreach (var batch in members.Chunk(membersPerCommit))
        {
            await ApplyBatchAsync(batch, cancel);
            if (run is not null)
            {
                await FileRun.BetweenTransactionsAsync(cancel);
            }
        }

        return _outcomes;
    }

    private async Task ApplyBatchAsync(MemberContent[] batch, CancellationToken cancel)
    {
        // Load.
        await db.LockMembersAsync(employerId, cancel);
        var first = _outcomes.Count;
        var ids = batch.Select(member => member.MemberId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var rows = await db.Members.AsNoTracking()
            .Where(row => row.EmployerId == employerId && ids.Contains(row.MemberId)).ToDictionaryAsync(row => row.MemberId, cancel);
        var relationships = rows.Values.ToDictionary(row => row.MemberId, row => row.Relationship);
        await AddSubscribersAsync(relationships, batch, cancel);

        // Decide.
        foreach (var member in batch)
        {
            var row = member.MemberId is null ? null : rows.GetValueOrDefault(member.MemberId);
            Relationship? subscriber = relationships.TryGetValue(member.SubscriberId, out var known) ? known : null;
            var outcome = MemberMaintenance.Apply(row?.ToMember(), [.. member.Loops.Select(placed => placed.Loop)], member.Kind, offer, subscriber);
            Report(member, outcome);
            if (outcome is MaintenanceOutcome.Applied applied)
            {
                rows[applied.Member.MemberId] = Take(row, applied.Member);
                relationships[applied.Member.MemberId] = applied.Member.Relationship;
            }
        }

        // Store and tell.
        if (run is not null)
        {
            await run.RecordAsync(_outcomes[first..].ConvertAll(outcome => outcome.ToKept()), cancel);
        }

        await db.CommitAsync(cancel);
        db.ChangeTracker.Clear();
    }

    /// <summary>The relationships of the subscribers that are not members of the batch themselves.</summary>
    private async Task AddSubscribersAsync(Dictionary<string, Relationship> relationships, MemberContent[] batch, CancellationToken cancel)
    {
        var absent = batch.Select(member => member.SubscriberId).Where(id => !relationships.ContainsKey(id)).ToHashSet(StringComparer.Ordinal);
        var subscribers = db.Members.AsNoTracking()
            .Where(row => row.EmployerId == employerId && absent.Contains(row.MemberId))
            .Select(row => new { row.MemberId, row.Relationship });
        await foreach (var subscriber in subscribers.AsAsyncEnumerable().WithCancellation(cancel))
        {
            relationships[subscriber.MemberId] = subscriber.Relationship;
        }
    }

    private MemberRow Take(MemberRow? row, Member member)
    {
        if (row is null)
        {
            row = MemberRow.Of(employerId, member);
            db.Members.Add(row);
        }
        else
        {
            // Only what changed is tracked: most members of most files are as they were.
            row.Become(member);
            db.Members.Update(row);
        }

        db.Enqueue(employerId, member.ToMessage(employerId));
        return row;
    }

    private void Report(MemberContent member, MaintenanceOutcome outcome)
    {
        var errors = outcome is MaintenanceOutcome.Refused refused
            ? refused.Objections.Select(objection => new LoopError(objection.Segment, objection.Code, objection.Field, objection.Detail)).ToList()
            : [];
        foreach (var (loop, position, _) in member.Loops)
        {
            _outcomes.Add(outcome switch
            {
                MaintenanceOutcome.Refused => LoopOutcome.RefusedFor(position, member.MemberId, loop.Maintenance, errors),
                MaintenanceOutcome.Applied => new(position, LoopResult.Applied, member.MemberId, loop.Maintenance),
                _ => new(position, LoopResult.Unchanged, member.MemberId, loop.Maintenance),
            });
        }
    }
}
