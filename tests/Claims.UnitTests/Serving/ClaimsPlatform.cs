using Aso.Claims.Domain;
using Aso.Claims.Features;
using Aso.Claims.Intake;
using Aso.Claims.Store;
using Aso.Contracts;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>Claims with a database of its own and nobody around it: messages are handed in, claims submitted, what it tells is read from its outbox.</summary>
public sealed class ClaimsPlatform : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("aso-claims-").FullName;
    private ServiceProvider _services = null!;

    public async Task InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Data:Directory", _directory)]).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(configuration)
            .AddClaims(configuration).BuildServiceProvider();
        await using var scope = _services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ClaimsDb>().Database.MigrateAsync();
        await Intake.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await Intake.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    internal IServiceScopeFactory Scopes => _services.GetRequiredService<IServiceScopeFactory>();

    internal ClaimIntake Intake => _services.GetRequiredService<ClaimIntake>();

    /// <summary>An employer with one medical plan MED, one family E1 and S1, and an open book.</summary>
    internal async Task<Guid> EmployerAsync(Action<TestPlan>? plan = null, string today = "2026-03-20")
    {
        var employerId = Guid.NewGuid();
        var terms = new TestPlan();
        plan?.Invoke(terms);
        await HearAsync(
            employerId,
            new EmployerRegistered { EmployerId = employerId, Name = "Acme Tooling", Arrangement = Arrangement.Aso, PlanYearStart = new(2026, 1, 1) },
            terms.ToMessage(employerId),
            new NetworkChanged { EmployerId = employerId, InNetworkNpis = [Domain.ClaimBook.InNetwork] },
            Member(employerId, "E1", "E1"),
            Member(employerId, "S1", "E1"),
            new BusinessDateMoved { EmployerId = employerId, To = DateOnly.Parse(today) });
        return employerId;
    }

    internal static MemberCoverageChanged Member(Guid employerId, string member, string subscriber, string from = "2026-01-01", string? to = null, string plan = "MED") => new()
    {
        EmployerId = employerId,
        MemberId = member,
        SubscriberId = subscriber,
        Relationship = member == subscriber ? Relationship.Employee : Relationship.Spouse,
        BirthDate = new(1980, 2, 3),
        WeeklyEarningsCents = 120_000,
        OtherCoveragePrimary = false,
        Coverages = [new() { PlanCode = plan, Line = BenefitLine.Medical, From = DateOnly.Parse(from), To = to is null ? null : DateOnly.Parse(to) }],
    };

    /// <summary>Applies messages as the inbox does: together, in one transaction.</summary>
    internal async Task HearAsync(Guid employerId, params object[] messages)
    {
        await using var scope = _services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ClaimsDb>();
        var incoming = messages.Select((body, index) => new IncomingMessage(ServiceNames.Enrollment, index + 1, Guid.NewGuid(), body)).ToList();
        await scope.ServiceProvider.GetRequiredService<IInbox<ClaimsDb>>().ApplyAsync(db, employerId, incoming, CancellationToken.None);
        await db.CommitAsync(CancellationToken.None);
    }

    internal Task<Outcome> SubmitAsync(Guid employerId, Claim claim, string? key = null, string[]? npis = null) =>
        Intake.DecideAsync(
            new() { EmployerId = employerId, Claim = claim, IdempotencyKey = key is null ? null : Keys.OfIdempotency(employerId, new("client"), key), Npis = npis },
            CancellationToken.None);

    internal async Task<ClaimAnswer> AcceptAsync(Guid employerId, Claim claim)
    {
        var decided = Assert.IsType<Outcome.Decided>(await SubmitAsync(employerId, claim));
        return ClaimAnswer.Of(decided.Row, decided.Decision);
    }

    internal async Task<string> RefusedAsync(Guid employerId, Claim claim, string? key = null) =>
        Assert.IsType<Outcome.Refused>(await SubmitAsync(employerId, claim, key)).Refusal.Code;

    internal Task<ClaimRow> RowAsync(Guid employerId, string number) =>
        WithDbAsync(db => db.Claims.AsNoTracking().SingleAsync(row => row.ClaimId == Keys.OfClaim(employerId, number)));

    internal Task<PlanYearUsage> UsedAsync(Guid employerId, string member) => WithDbAsync(async db =>
        (await db.Accumulators.AsNoTracking().SingleOrDefaultAsync(row => row.MemberKey == Keys.OfMember(employerId, member)))?.Usage ?? default);

    /// <summary>The kinds of messages told about an employer, in order.</summary>
    internal Task<List<string>> ToldAsync(Guid employerId) => WithDbAsync(db => db.Database
        .SqlQuery<string>($"SELECT kind AS Value FROM outbox WHERE employer_id = {employerId} ORDER BY sequence").ToListAsync());

    internal Task<T> WithDbAsync<T>(Func<ClaimsDb, Task<T>> use) => WithAsync(use);

    internal async Task<T> WithAsync<TService, T>(Func<TService, Task<T>> use)
        where TService : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<TService>());
    }
}

/// <summary>A medical plan of one service.</summary>
internal sealed class TestPlan
{
    public string Code { get; set; } = "MED";

    public Contracts.Enrollment.V1.Limits? Deductible { get; set; }

    public Contracts.Enrollment.V1.Limits? OutOfPocket { get; set; }

    public long? LifetimeMaximum { get; set; }

    public int? VisitLimit { get; set; }

    public Contracts.Enrollment.V1.CostSharing In { get; set; } = new() { CopayCents = 0, CoinsuranceMillionths = 0, Deductible = true };

    public PlanDefined ToMessage(Guid employerId) => new()
    {
        EmployerId = employerId,
        PlanCode = Code,
        Line = BenefitLine.Medical,
        Health = new()
        {
            TimelyFilingDays = 365,
            Coordination = Contracts.Enrollment.V1.Coordination.Standard,
            FeeScheduleCents = new Dictionary<string, long>(),
            OtherwisePercentOfBilledMillionths = 100_000_000,
            DeductibleIn = Deductible,
            OutOfPocketIn = OutOfPocket,
            Services = [new() { Name = "any", Procedures = ["*"], In = In, LifetimeMaximumCents = LifetimeMaximum, VisitLimit = VisitLimit }],
        },
    };
}
