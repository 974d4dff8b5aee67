using Aso.Contracts;
using Aso.Foundation.Files;
using Aso.Foundation.Messaging;
using Aso.Servers;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aso.Foundation.Tests;

public sealed class FileJobTestsOnSqlite : FileJobTests
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aso-file-jobs").FullName;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    protected override Task<KeyValuePair<string, string?>> SettingAsync() => Task.FromResult(KeyValuePair.Create("Data:Directory", (string?)_directory));
}

public sealed class FileJobTestsOnPostgres : FileJobTests
{
    protected override async Task<KeyValuePair<string, string?>> SettingAsync() =>
        KeyValuePair.Create($"ConnectionStrings:{ServiceNames.Claims}", (string?)await TestServers.NewDatabaseAsync("file_jobs"));
}

/// <summary>Replicas of one service that takes in files: every line of a file is a record, and is applied by being counted.</summary>
public abstract class FileJobTests : IAsyncLifetime
{
    private readonly List<IHost> _replicas = [];
    private readonly LeapingClock _clock = new();
    private KeyValuePair<string, string?> _setting;

    protected abstract Task<KeyValuePair<string, string?>> SettingAsync();

    public async Task InitializeAsync() => _setting = await SettingAsync();

    public virtual async Task DisposeAsync()
    {
        foreach (var replica in _replicas)
        {
            await replica.StopAsync();
            replica.Dispose();
        }
    }

    [Fact]
    public async Task Two_replicas_share_the_jobs_and_run_each_once()
    {
        var counting = new Counting();
        var (one, _) = (await StartAsync(counting), await StartAsync(counting));
        var employers = Enumerable.Range(0, 12).Select(_ => Guid.NewGuid()).ToList();

        foreach (var employer in employers)
        {
            await ReceiveAsync(one, employer, "a b c");
        }

        foreach (var employer in employers)
        {
            Assert.Equal((FileJobState.Completed, 3), await EndedAsync(one, employer));
        }

        Assert.Equal(employers.Count, counting.Runs.Count);
        Assert.All(counting.Applied.Values, times => Assert.Equal(1, times));
    }

    [Fact]
    public async Task A_run_that_was_taken_for_dead_can_no_longer_write()
    {
        var counting = new Counting { Holds = true };
        var (one, _) = (await StartAsync(counting), await StartAsync(counting));
        var employer = Guid.NewGuid();
        await ReceiveAsync(one, employer, "a b c");
        await counting.Held.Task;

        // The first run stands before its second record, and is not heard of until its lease is over.
        counting.Holds = false;
        _clock.Leap(FileJobRules.Lease);
        Assert.Equal((FileJobState.Completed, 3), await EndedAsync(one, employer));
        counting.Go.SetResult();
        await counting.Ended.Task;

        Assert.Equal(2, counting.Runs.Count);
        Assert.Equal((FileJobState.Completed, 3), await EndedAsync(one, employer));
        Assert.Equal(["a", "b", "c"], await AppliedAsync(one, employer));
    }

    [Fact]
    public async Task A_record_on_which_the_platform_fails_is_tried_again_when_the_file_is_sent_again()
    {
        var counting = new Counting { Poison = "b" };
        var one = await StartAsync(counting);
        var employer = Guid.NewGuid();
        await ReceiveAsync(one, employer, "a b c");
        Assert.Equal((FileJobState.Failed, 2), await EndedAsync(one, employer));

        counting.Poison = null;
        var again = await ReceiveAsync(one, employer, "a b c");

        Assert.True(again.Duplicate);
        Assert.Equal((FileJobState.Completed, 3), await EndedAsync(one, employer));
        Assert.Equal(["a", "b", "c"], await AppliedAsync(one, employer));
    }

    [Fact]
    public async Task A_job_that_nothing_can_be_made_of_is_given_up_and_keeps_nobody_else_waiting()
    {
        var counting = new Counting();
        var one = await StartAsync(counting);
        var employer = Guid.NewGuid();
        await ReceiveAsync(one, employer, "throw");
        await ReceiveAsync(one, employer, "after");

        for (var failed = 1; failed <= FileJobRules.AttemptsMax; failed++)
        {
            await UntilAsync(one, employer, "throw", job => job.Attempts == failed && job.Run is null);
            _clock.Leap(TimeSpan.FromMinutes(1));   // the pause after a failure
        }

        Assert.Equal((FileJobState.Completed, 1), await EndedAsync(one, employer, "after"));

        Assert.Equal((FileJobState.Failed, 0), await EndedAsync(one, employer, "throw"));
        Assert.Equal(FileJobRules.AttemptsMax, counting.Runs.Count(run => run.Content == "throw"));
    }

    private async Task<IHost> StartAsync(Counting counting)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection([_setting]);
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.Services.AddSingleton(counting);
        builder.Services.AddServiceDb<FilingDb, FilingDbPostgres, FilingDbSqlite>(ServiceNames.Claims, builder.Configuration);
        builder.Services.AddFileJobs<FilingDb, CountingWork>();
        var host = builder.Build();
        await using (var scope = host.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<FilingDb>().Database.EnsureCreatedAsync();
        }

        await host.StartAsync();
        _replicas.Add(host);
        return host;
    }

    private static async Task<FileJobAnswer> ReceiveAsync(IHost host, Guid employer, string content)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { Request = { Body = new MemoryStream(System.Text.Encoding.ASCII.GetBytes(content)) } };
        var jobs = host.Services.GetRequiredService<FileJobs<FilingDb>>();
        return (await jobs.ReceiveAsync(scope.ServiceProvider.GetRequiredService<FilingDb>(), http, employer, alsoAsync: null, CancellationToken.None)).Job!;
    }

    private static async Task<(FileJobState State, int Applied)> EndedAsync(IHost host, Guid employer, string? content = null)
    {
        var job = await UntilAsync(host, employer, content, job => job.State.HasEnded());
        return (job.State, job.RecordsApplied);
    }

    /// <summary>Waits for a state of a job that stays.</summary>
    /// <param name="content">Of its file; null where the employer has one alone.</param>
    private static async Task<FileJobRow> UntilAsync(IHost host, Guid employer, string? content, Predicate<FileJobRow> hasCome)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var hash = content is null ? null : Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(content)));
        while (true)
        {
            var job = await AskAsync(host, db => db.Set<FileJobRow>().AsNoTracking().SingleAsync(row => row.EmployerId == employer && (hash == null || row.ContentHash == hash)));
            if (hasCome(job))
            {
                return job;
            }

            await Task.Delay(10, patience.Token);
        }
    }

    private static Task<List<string>> AppliedAsync(IHost host, Guid employer) =>
        AskAsync(host, db => db.Lines.Where(row => row.EmployerId == employer).OrderBy(row => row.Text).Select(row => row.Text).ToListAsync());

    private static async Task<T> AskAsync<T>(IHost host, Func<FilingDb, Task<T>> question)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<FilingDb>());
    }

    /// <summary>Stands still but for a microsecond each time it is read, and for what a test adds: no lease ends because the machine is slow.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _ticks = new DateTime(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc).Ticks;

        public void Leap(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);

        public override DateTimeOffset GetUtcNow() => new(Interlocked.Add(ref _ticks, TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

        /// <summary>A timer that never comes: no run says that it is alive.</summary>
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Never();

        private sealed class Never : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
