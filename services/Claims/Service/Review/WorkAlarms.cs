using Aso.Claims.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Claims.Review;

/// <summary>Settings of the review of claims: section <c>Claims:Review</c>.</summary>
internal sealed class ReviewOptions
{
    /// <summary>An item is due soon this many days before its last day, and from then on.</summary>
    public int DueSoonDays { get; set; } = 7;
}

/// <summary>Warns, once for each item and step, of what is due soon or overdue. By ids only.</summary>
internal sealed partial class WorkAlarms(IOptions<ReviewOptions> options, ILogger<WorkAlarms> log)
{
    /// <summary>Looks at all open items of an employer whose business date is now <paramref name="today"/>.</summary>
    public async Task WatchAllAsync(ClaimsDb db, Guid employerId, DateOnly today, CancellationToken cancel)
    {
        var near = today.AddDays(options.Value.DueSoonDays);
        var items = await db.WorkItems
            .Where(item => item.EmployerId == employerId && item.ClosedOn == null && item.DueOn <= near && item.Alarm != WorkAlarm.Overdue)
            .ToListAsync(cancel);
        items.ForEach(item => Watch(db, item, today));
    }

    /// <summary>Brings the item's alarm up to date; a rise is told when the transaction commits.</summary>
    public void Watch(ClaimsDb db, WorkItemRow item, DateOnly today)
    {
        if (item.ClosedOn is not null)
        {
            return;
        }

        var now = item.DueOn < today ? WorkAlarm.Overdue
            : item.DueOn.DayNumber - today.DayNumber <= options.Value.DueSoonDays ? WorkAlarm.DueSoon
            : WorkAlarm.None;
        if (now > item.Alarm)
        {
            db.AfterCommit(() => LogAlarm(log, item.Kind, item.ItemId, item.EmployerId, now, item.DueOn));
        }

        item.Alarm = now;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Kind} {ItemId} of employer {EmployerId} is {Alarm}: it must be decided by {DueOn:yyyy-MM-dd}.")]
    private static partial void LogAlarm(ILogger log, WorkKind kind, Guid itemId, Guid employerId, WorkAlarm alarm, DateOnly dueOn);
}
