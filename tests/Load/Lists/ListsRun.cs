using System.CommandLine;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Scenarios;
using Npgsql;

namespace Aso.Load.Lists;

/// <summary>How quick a list of claims is among many: each as a caller asks for it, through the gateway, page behind page.</summary>
internal sealed class ListsRun(PlatformAccess platform, Guid employerId, int requests)
{
    private const int PageLength = 100;
    private const double TargetMs = 50;

    private static readonly Option<string> Database = new("--claims-database") { Description = "Connection string of the database of Claims, which is filled.", Required = true };

    private static readonly Option<int> Claims = new("--claims") { Description = "How many are put there, of twenty employers; three in ten are of the one that is asked about.", DefaultValueFactory = _ => 2_000_000 };

    private static readonly Option<int> Requests = new("--requests") { Description = "How often each list is asked for.", DefaultValueFactory = _ => 200 };

    /// <summary>What is asked for, and as whom.</summary>
    private static readonly (string Query, bool AsProvider)[] Lists =
    [
        ("", false),
        ("descending=true", false),
        ("orderBy=serviceDate", false),
        ("orderBy=billed&descending=true", false),
        ("orderBy=paid&descending=true", false),
        ("memberId=E0", false),
        ($"providerNpi={LoadClaims.ProviderNpi}&descending=true", false),
        ("status=pended", false),
        ("status=denied&descending=true", false),
        ("deniedFor=coverageEnded&descending=true", false),
        ("line=dental&descending=true", false),
        ("planCode=MED&descending=true", false),
        ("numberStartsWith=n-12345", false),
        ("serviceFrom=2025-06-01&serviceTo=2025-06-30&orderBy=serviceDate", false),
        ("receivedFrom=2026-03-01&receivedTo=2026-03-02", false),
        ("billedFrom=4990.00&orderBy=billed", false),
        ("paidFrom=3000.00&paidTo=3001.00&orderBy=paid", false),
        ("", true),
        ("orderBy=paid&descending=true", true),
    ];

    public static Command Command()
    {
        var command = new Command("lists", "Fills the database of Claims and measures lists.") { Database, Claims, Requests, Target.BaseUrlOption, Target.ClientIdOption, Target.ClientSecretOption };
        command.SetAction((line, cancel) => Target.Of(line).UseAsync(async (platform, _) =>
        {
            var group = new LoadGroup(platform.Administrator, employees: 1);
            await group.SetUpAsync(cancel);
            await platform.Administrator.PostAsync($"v1/employers/{group.EmployerId}/claims", JsonNode.Parse(group.ClaimOf(0))!, cancel);
            await group.Settlement.SettleAsync(cancel);
            await FillAsync(line.GetRequiredValue(Database), group.EmployerId, line.GetValue(Claims), cancel);
            return await new ListsRun(platform, group.EmployerId, line.GetValue(Requests)).MeasureAsync(cancel);
        }, cancel));
        return command;
    }

    private async Task<int> MeasureAsync(CancellationToken cancel)
    {
        var registration = JsonNode.Parse($$"""{"kind": "provider", "name": "Clinic", "npis": ["{{LoadClaims.ProviderNpi}}"]}""")!;
        var client = await platform.Administrator.PostAsync("v1/clients", registration, cancel);
        using var http = new HttpClient { BaseAddress = platform.Administrator.Address };
        using var provider = new PlatformConnection(http, (string)client["clientId"]!, (string)client["clientSecret"]!);
        Console.WriteLine("| list | rows on a page | p50 ms | p99 ms | reached |");
        Console.WriteLine("|---|---|---|---|---|");
        var isReached = true;
        foreach (var (query, asProvider) in Lists)
        {
            var (rows, times) = await AskAsync(asProvider ? provider : platform.Administrator, query, cancel);
            var (middle, slowest) = (times[times.Length / 2], times[times.Length * 99 / 100]);
            isReached &= slowest <= TargetMs;
            Console.WriteLine($"| claims{(query.Length == 0 ? "" : "?")}{query}{(asProvider ? ", by a provider" : "")} | {rows} | {middle:F1} | {slowest:F1} | {(slowest <= TargetMs ? "yes" : "no")} |");
        }

        return isReached ? 0 : 1;
    }

    /// <summary>The same list again and again, each time the next page; behind the last the first.</summary>
    private async Task<(int Rows, double[] Milliseconds)> AskAsync(PlatformConnection caller, string query, CancellationToken cancel)
    {
        var first = $"v1/employers/{employerId}/claims?limit={PageLength}{(query.Length == 0 ? "" : "&")}{query}";
        var page = await caller.GetAsync(first, cancel);
        var rows = page["items"]!.AsArray().Count;
        var times = new double[requests];
        for (var index = 0; index < requests; index++)
        {
            var path = (string?)page["next"] is { } next ? $"{first}&after={next}" : first;
            var began = Stopwatch.GetTimestamp();
            page = await caller.GetAsync(path, cancel);
            times[index] = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }

        Array.Sort(times);
        return (rows, times);
    }

    /// <summary>Copies one claim as it was decided, with what lists look at drawn from the copy's number.</summary>
    [SuppressMessage("Security", "CA2100", Justification = "Every text is a constant of this program, or a name of a column; values are parameters.")]
    private static async Task FillAsync(string database, Guid employerId, int claims, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(database);
        var drawn = new Dictionary<string, string>
        {
            ["claim_id"] = "gen_random_uuid()",
            ["employer_id"] = "CASE WHEN n % 10 < 3 THEN t.employer_id ELSE lpad((n % 19)::text, 32, '0')::uuid END",
            ["claim_number"] = "'N-' || n",
            ["number_in_capitals"] = "'N-' || n",
            ["member_key"] = "CASE WHEN n % 1000 = 0 THEN t.member_key ELSE md5('M' || n * 31 % 9000)::uuid END",
            ["member_id"] = "CASE WHEN n % 1000 = 0 THEN t.member_id ELSE 'M' || n * 31 % 9000 END",
            ["line"] = "CASE WHEN n % 12 = 0 THEN 2 ELSE t.line END",
            ["plan_code"] = "CASE WHEN n % 12 = 0 THEN 'DEN' ELSE t.plan_code END",
            ["status"] = "CASE WHEN n % 33 = 0 THEN 2 WHEN n % 101 = 0 THEN 3 WHEN n % 4001 = 0 THEN 5 ELSE 1 END",
            ["denials"] = "CASE WHEN n % 33 = 0 THEN 1::bigint << (1 + n % 11)::int ELSE 0 END",
            ["provider_npi"] = "CASE WHEN n % 100 = 0 THEN t.provider_npi ELSE '1' || lpad((n * 7919 % 1200)::text, 9, '0') END",
            ["received_on"] = $"t.received_on - (({claims} - n) * 700 / {claims})::int",
            ["service_from"] = $"t.received_on - (({claims} - n) * 700 / {claims})::int - (n % 45)::int",
            ["received_at"] = $"t.received_at - ({claims} - n) * interval '30 seconds'",
            ["billed"] = "n * 48271 % 500000",
            ["paid"] = "n * 69621 % 350000",
        };
        var columns = new List<string>();
        await using (var reader = await source.CreateCommand("SELECT column_name FROM information_schema.columns WHERE table_name = 'claim' ORDER BY ordinal_position").ExecuteReaderAsync(cancel))
        {
            while (await reader.ReadAsync(cancel))
            {
                columns.Add(reader.GetString(0));
            }
        }

        var values = columns.Select(column => drawn.GetValueOrDefault(column) is { } value ? $"{value} AS {column}" : $"t.{column}");
        await using var fill = source.CreateCommand(
            $"INSERT INTO claim ({string.Join(", ", columns)}) SELECT {string.Join(", ", values)} FROM claim t, generate_series(1::bigint, {claims}) n WHERE t.employer_id = $1");
        fill.Parameters.AddWithValue(employerId);
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync(cancel);
        await using var analyze = source.CreateCommand("VACUUM ANALYZE claim");
        analyze.CommandTimeout = 0;
        await analyze.ExecuteNonQueryAsync(cancel);
    }
}
