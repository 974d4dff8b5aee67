using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Foundation.Tests;

/// <summary>Enrollment speaks, Claims listens: the smallest platform on which the foundation's promises can be broken.</summary>
public sealed class TwoServices : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TwoServices(WebApplication app) => _app = app;

    public IServiceProvider Services => _app.Services;

    /// <summary>The operations of the listener, as the administrator's staff calls them.</summary>
    public HttpClient Operator => new() { BaseAddress = new Uri(_app.Urls.Single()) };

    public Applied Applied => _app.Services.GetRequiredService<Applied>();

    public static async Task<TwoServices> StartAsync(IReadOnlyDictionary<string, string?> settings, Applied? applied = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(applied ?? new Applied());
        builder.Services.AddServiceDb<SpeakerDb, SpeakerDbPostgres, SpeakerDbSqlite>(ServiceNames.Enrollment, builder.Configuration);
        builder.Services.AddOutbox<SpeakerDb>(builder.Configuration);
        builder.Services.AddServiceDb<ListenerDb, ListenerDbPostgres, ListenerDbSqlite>(ServiceNames.Claims, builder.Configuration);
        builder.Services.AddInbox<ListenerDb, ListenerInbox>(ServiceNames.Claims, builder.Configuration);
        builder.Services.AddAsoAccess(builder.Configuration);
        builder.Services.AddAuthentication(OperatorScheme.Name).AddScheme<AuthenticationSchemeOptions, OperatorScheme>(OperatorScheme.Name, _ => { });
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options => options.ForwardDefault = OperatorScheme.Name);
        builder.Services.AddAsoBus(builder.Configuration, bus => bus.AddInboxConsumer<ListenerDb>(ServiceNames.Claims));
        var app = builder.Build();
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<SpeakerDb>().Database.EnsureCreatedAsync();
            await scope.ServiceProvider.GetRequiredService<ListenerDb>().Database.EnsureCreatedAsync();
        }

        app.MapOperations<ListenerDb>(ServiceNames.Claims);
        await app.StartAsync();
        await app.Services.GetRequiredService<StreamPublisher>().ReadyAsync(CancellationToken.None);
        return new(app);
    }

    /// <summary>Commits messages numbered by their claims' count; NPI text is the number.</summary>
    public async Task SayAsync(Guid employerId, params int[] numbers)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SpeakerDb>();
        foreach (var number in numbers)
        {
            db.Enqueue(employerId, Numbered(employerId, number));
        }

        await db.CommitAsync(CancellationToken.None);
    }

    /// <summary>Commits a message that is to leave at a time.</summary>
    public async Task SayAtAsync(Guid employerId, int number, DateTime dueAt)
    {
        await using var scope = Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SpeakerDb>();
        db.EnqueueAt(employerId, Numbered(employerId, number), dueAt);
        await db.CommitAsync(CancellationToken.None);
    }

    public static NetworkChanged Numbered(Guid employerId, int number) =>
        new() { EmployerId = employerId, InNetworkNpis = [number.ToString(System.Globalization.CultureInfo.InvariantCulture)] };

    public async Task<T> AskListenerAsync<T>(Func<ListenerDb, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<ListenerDb>());
    }

    public async Task<T> AskSpeakerAsync<T>(Func<SpeakerDb, Task<T>> question)
    {
        await using var scope = Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<SpeakerDb>());
    }

    /// <summary>Waits until the listener has applied these, in this order, and fails where it applied others.</summary>
    public async Task HeardBecomesAsync(Guid employer, IEnumerable<int> numbers)
    {
        int[] expected = [.. numbers];
        var seen = new List<int>();
        await Applied.BecomesAsync(
            async () =>
            {
                seen = await AskListenerAsync(db => db.Heard.Where(row => row.EmployerId == employer).OrderBy(row => row.Id).Select(row => row.Number).ToListAsync());
                return seen.Count >= expected.Length;
            },
            $"{expected.Length} messages applied");
        Assert.Equal(expected, seen);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}

/// <summary>What the listener did, seen from outside; waits end when the state comes, not after a time.</summary>
public sealed class Applied
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly List<(Func<bool> Reached, TaskCompletionSource Told)> _waiting = [];

    /// <summary>Numbers that the listener refuses to apply: poison until removed.</summary>
    public HashSet<int> Poison { get; } = [];

    /// <summary>How often this process applied something.</summary>
    public int Batches { get; private set; }

    public async Task BecomesAsync(Func<Task<bool>> state, string expected)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_lock)
            {
                _waiting.Add((() => true, changed));
            }

            if (await state())
            {
                return;
            }

            try
            {
                // The store may change without an application here (a row removed): look again soon in any case.
                await changed.Task.WaitAsync(TimeSpan.FromMilliseconds(50), patience.Token);
            }
            catch (TimeoutException)
            {
                continue;
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"Within {Patience.TotalSeconds} s it did not come to this: {expected}");
            }
        }
    }

    internal void Tell()
    {
        lock (_lock)
        {
            Batches++;
            _waiting.ForEach(wait => wait.Told.TrySetResult());
            _waiting.Clear();
        }
    }
}

public sealed class HeardRow
{
    public long Id { get; init; }

    public required Guid EmployerId { get; init; }

    public required int Number { get; init; }
}

public abstract class SpeakerDb(DbContextOptions options) : ServiceDb(options)
{
    protected override void MapService(ModelBuilder model)
    {
    }
}

public sealed class SpeakerDbPostgres(DbContextOptions<SpeakerDbPostgres> options) : SpeakerDb(options);

public sealed class SpeakerDbSqlite(DbContextOptions<SpeakerDbSqlite> options) : SpeakerDb(options);

public abstract class ListenerDb(DbContextOptions options) : ServiceDb(options)
{
    public DbSet<HeardRow> Heard => Set<HeardRow>();

    protected override void MapService(ModelBuilder model) => model.Entity<HeardRow>().ToTable("heard").HasKey(row => row.Id);
}

public sealed class ListenerDbPostgres(DbContextOptions<ListenerDbPostgres> options) : ListenerDb(options);

public sealed class ListenerDbSqlite(DbContextOptions<ListenerDbSqlite> options) : ListenerDb(options);

public sealed class ListenerInbox(Applied applied) : IInbox<ListenerDb>
{
    public Task ApplyAsync(ListenerDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        foreach (var message in messages)
        {
            var number = int.Parse(((NetworkChanged)message.Body).InNetworkNpis[0], System.Globalization.CultureInfo.InvariantCulture);
            if (applied.Poison.Contains(number))
            {
                throw new InvalidOperationException("This one cannot be applied.");
            }

            db.Heard.Add(new HeardRow { EmployerId = employerId, Number = number });
            db.Enqueue(employerId, new ClaimsDateMoved { EmployerId = employerId, To = new DateOnly(2026, 1, 1) });
        }

        applied.Tell();
        return Task.CompletedTask;
    }
}
