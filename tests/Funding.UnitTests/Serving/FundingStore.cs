using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Servers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Funding's inbox on a database file of its own, without a bus: messages go in, rows and what would leave come out.</summary>
internal sealed class FundingStore : IAsyncDisposable
{
    public static readonly Guid Employer = Guid.Parse("00000000-0000-0000-0000-0000000000e1");
    public const string AccountKey = "a key that only this test knows";
    private readonly DirectoryInfo _directory = System.IO.Directory.CreateTempSubdirectory("funding-");
    private readonly IServiceProvider _services;
    private readonly IAsyncDisposable _owner;
    private long _sequence;

    private FundingStore(Func<IConfiguration, (IServiceProvider Services, IAsyncDisposable Owner)> host, string? postgres, IReadOnlyList<string> accountKeys)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Data:Directory"] = _directory.FullName,
            ["ConnectionStrings:funding"] = postgres,
        };
        foreach (var (place, key) in accountKeys.Index())
        {
            settings[$"Funding:AccountKeys:{place}"] = key;
        }

        (_services, _owner) = host(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
    }

    /// <summary>Where its database is, unless on PostgreSQL.</summary>
    public string Directory => _directory.FullName;

    /// <summary>By which it seals the numbers of accounts.</summary>
    public AccountSeal Seal => _services.GetRequiredService<AccountSeal>();

    public LocalCostFeed Feed => _services.GetRequiredService<LocalCostFeed>();

    public IServiceScopeFactory Scopes => _services.GetRequiredService<IServiceScopeFactory>();

    public static Task<FundingStore> CreateAsync() => CreateAsync(Alone);

    public static async Task<FundingStore> CreateOnPostgresAsync() => await CreateAsync(Alone, await TestServers.NewDatabaseAsync("funding"));

    /// <param name="host">Builds what Funding runs in, from a configuration that names the database.</param>
    public static async Task<FundingStore> CreateAsync(Func<IConfiguration, (IServiceProvider Services, IAsyncDisposable Owner)> host, string? postgres = null, params IReadOnlyList<string> accountKeys)
    {
        var store = new FundingStore(host, postgres, accountKeys is [] ? [AccountKey] : accountKeys);
        await using var scope = store._services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<FundingDb>().Database.MigrateAsync();
        return store;
    }

    /// <summary>An employer that pays as it goes, with a medical plan and one employee, open on that date.</summary>
    public async Task<FundingStore> OpenedOnAsync(DateOnly date)
    {
        await HearAsync(
            Registered(date), Plan(Contracts.Enrollment.V1.BenefitLine.Medical), Employee("E1", date), new ClaimsDateMoved { EmployerId = Employer, To = date });
        return this;
    }

    public static EmployerRegistered Registered(DateOnly planYearStart) =>
        new()
        {
            EmployerId = Employer,
            Name = "Acme Tooling",
            Arrangement = Arrangement.Aso,
            PlanYearStart = planYearStart,
            Funding = new() { Method = Contracts.Enrollment.V1.FundingMethod.PayAsYouGo, RequestWeekday = DayOfWeek.Friday },
            Fees = new() { PerEmployeePerMonthCents = 1000, PerClaimCents = 400 },
            ExpectedMonthlyClaims = new() { Employee = 40000 },
            FullyInsuredPremium = new() { Employee = 60000 },
        };

    public static PlanDefined Plan(Contracts.Enrollment.V1.BenefitLine line) => new() { EmployerId = Employer, PlanCode = line.ToString(), Line = line };

    public static MemberCoverageChanged Employee(string memberId, DateOnly from, DateOnly? to = null, Contracts.Enrollment.V1.BenefitLine line = Contracts.Enrollment.V1.BenefitLine.Medical) => new()
    {
        EmployerId = Employer,
        MemberId = memberId,
        Relationship = Relationship.Employee,
        SubscriberId = memberId,
        BirthDate = new(1980, 2, 3),
        OtherCoveragePrimary = false,
        Coverages = [new() { PlanCode = line.ToString(), Line = line, Tier = 1, From = from, To = to }],
    };

    public static Guid ClaimId(string claim) => BookId.OfDeposit(Employer, claim);

    public static ClaimAdjudicated Claim(string claim, long paidCents, int frequency = 1) => new()
    {
        EmployerId = Employer,
        ClaimId = ClaimId(claim),
        ClaimNumber = claim,
        MemberId = "E1",
        Line = Contracts.Enrollment.V1.BenefitLine.Medical,
        Frequency = frequency,
        Approved = paidCents > 0,
        ProviderNpi = "1234567893",
        Diagnoses = [],
        AdjudicatedOn = new(2026, 1, 5),
        PaidCents = paidCents,
        Lines = paidCents > 0 ? [new() { ServiceDate = new(2026, 1, 2), PaidCents = paidCents }] : [],
    };

    public static ClaimReversed Reversal(string claim) =>
        new() { EmployerId = Employer, ClaimId = ClaimId(claim), ReversedOn = new(2026, 1, 5), Replaced = false };

    /// <summary>Applies messages as one batch, as the inbox does.</summary>
    public Task HearAsync(params object[] messages) => WithDbAsync(async db =>
    {
        var incoming = messages.Select(body => new IncomingMessage(ServiceNames.Claims, ++_sequence, new Guid((int)_sequence, 0, 0, new byte[8]), body)).ToList();
        await ActivatorUtilities.CreateInstance<FundingInbox>(_services).ApplyAsync(db, Employer, incoming, CancellationToken.None);
        await db.CommitAsync(CancellationToken.None);
        return true;
    });

    public Task DepositAsync(string amount, string reference) => WithDbAsync(async db =>
    {
        var desk = new Desk(db, Employer);
        var id = BookId.OfDeposit(Employer, reference);
        await (await desk.BookAsync(CancellationToken.None)).ApplyAsync(new BookEvent.Deposited(id, id, Money.Parse(amount)), CancellationToken.None);
        desk.PutBack(Feed, TimeProvider.System);
        await db.CommitAsync(CancellationToken.None);
        return true;
    });

    public async Task<T> WithDbAsync<T>(Func<FundingDb, Task<T>> work)
    {
        await using var scope = _services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<FundingDb>());
    }

    /// <summary>What would leave, as "kind body", in order.</summary>
    public Task<List<string>> ToldAsync() => WithDbAsync(db => db.Database
        .SqlQueryRaw<string>(db.Database.IsNpgsql()
            ? "SELECT kind || ' ' || convert_from(body, 'UTF8') AS \"Value\" FROM outbox ORDER BY sequence"
            : "SELECT kind || ' ' || CAST(body AS TEXT) AS Value FROM outbox ORDER BY sequence")
        .ToListAsync());

    public Task<CostReport> CostsAsync() => WithDbAsync(async db => (await CostReport.ReadAsync(db, Employer, CancellationToken.None))!);

    public async ValueTask DisposeAsync()
    {
        await _owner.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    private static (IServiceProvider Services, IAsyncDisposable Owner) Alone(IConfiguration configuration)
    {
        var services = new ServiceCollection();
        services.AddSingleton(configuration).AddSingleton(TimeProvider.System).AddSingleton(new DevelopmentSecrets(AreTaken: false)).AddLogging();
        services.AddFunding(configuration);
        var provider = services.BuildServiceProvider();
        return (provider, provider);
    }
}
