using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Enrollment.Clock;

/// <summary>Moves every open employer to the new date when the day changes, and over missed days after an outage.</summary>
/// <remarks>Any number of replicas may run it: each employer is moved under its lock, by whoever comes first. A sandbox's dates are moved through the API alone.</remarks>
internal sealed partial class DayChange(
    IServiceScopeFactory scopes, BusinessCalendar calendar, TimeProvider clock,
    IOptions<EnrollmentOptions> options, IOptions<SandboxOptions> sandbox, ILogger<DayChange> log) : BackgroundService
{
    private const int EmployersPerRound = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (sandbox.Value.Enabled)
        {
            return;
        }

        using var poll = new PeriodicTimer(options.Value.DayChangePoll, clock);
        do
        {
            try
            {
                await MoveAllAsync(calendar.Today, stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                // The database is away, or one employer cannot be moved: the next round tries again.
                LogFailed(log, failure.GetType().Name);
            }
        }
        while (await poll.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Moves whoever is behind <paramref name="today"/>.</summary>
    internal async Task MoveAllAsync(DateOnly today, CancellationToken cancel)
    {
        while (await BehindAsync(today, cancel) is { Count: > 0 } behind)
        {
            foreach (var employerId in behind)
            {
                await MoveOneAsync(employerId, today, cancel);
            }
        }
    }

    private async Task<List<Guid>> BehindAsync(DateOnly today, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EnrollmentDb>();
        return await db.Employers.Where(row => row.State == EmployerState.Open && row.BusinessDate < today)
            .OrderBy(row => row.BusinessDate).Select(row => row.EmployerId).Take(EmployersPerRound).ToListAsync(cancel);
    }

    private async Task MoveOneAsync(Guid employerId, DateOnly today, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EnrollmentDb>();
        if (await BusinessClock.HoldAsync(db, employerId, cancel) is { } employer && employer.BusinessDate < today)
        {
            await BusinessClock.MoveAsync(db, employer, today, cancel);
            await db.CommitAsync(cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Business dates were not all moved: {Failure}")]
    private static partial void LogFailed(ILogger log, string failure);
}
