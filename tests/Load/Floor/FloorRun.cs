using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using Spectre.Console;

namespace Aso.Load.Floor;

/// <summary>What this machine could do: a claim's way through three stages at the same durability, by hand, with nothing but the two drivers.</summary>
/// <remarks>
/// There is no HTTP, no token, no rule and no trace in it: what is left are the rows, the commits, the confirmed messages and the
/// hash chain. A platform that comes to half of it spends as much on all the rest together.
/// </remarks>
internal sealed class FloorRun
{
    private const int Members = 2_000;
    private const int LinesPerClaim = 3;
    private const long BilledPerLine = 150_00;

    /// <summary>As long as a stored decision of three lines with its trace.</summary>
    private static readonly string Detail = new('x', 900);

    private readonly NpgsqlDataSource _database;
    private readonly FloorBroker _broker;
    private readonly LoadPlan _plan;
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private byte[] _hash = new byte[SHA256.HashSizeInBytes];
    private long _sequence;
    private int _paid;

    private FloorRun(NpgsqlDataSource database, FloorBroker broker, LoadPlan plan) => (_database, _broker, _plan) = (database, broker, plan);

    public static async Task<int> RunAsync(string postgres, Uri broker, LoadPlan plan, CancellationToken cancel)
    {
        await using var database = NpgsqlDataSource.Create(postgres + ";Max Auto Prepare=20;No Reset On Close=true");
        await FloorTables.CreateAsync(database, cancel);
        await using var frames = await FloorBroker.OpenAsync(broker, database, cancel);
        await frames.DeclareAsync([("claims", "ledger"), ("ledger", "stop-loss")], cancel);
        var run = new FloorRun(database, frames, plan);
        var watched = WatchedProcesses.ListeningOn(plan.Parts);
        var (before, own, clock) = (watched.Read(), Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        await run.CarryThroughAsync(cancel);
        var machine = MachineUse.Between(before, watched.Read(), plan.Claims);
        Show(plan, clock.Elapsed, (Environment.CpuUsage.TotalTime - own).TotalSeconds / plan.Claims * 1_000, machine);
        return 0;
    }

    private async Task CarryThroughAsync(CancellationToken cancel)
    {
        var toLedger = await _broker.SenderAsync("claims", cancel);
        var toStopLoss = await _broker.SenderAsync("ledger", cancel);
        await _broker.ListenAsync("stop-loss", claims => AccumulateAsync(claims, cancel), cancel);
        await _broker.ListenAsync("ledger", claims => PostAsync(claims, toStopLoss, cancel), cancel);

        // As many at once as connections would bring; sending one frame and committing the next overlap.
        var sending = Task.CompletedTask;
        for (var from = 0; from < _plan.Claims; from += _plan.Connections)
        {
            List<FloorClaim> claims = [.. Enumerable.Range(from, Math.Min(_plan.Connections, _plan.Claims - from)).Select(Decide)];
            var frame = JsonSerializer.SerializeToUtf8Bytes(claims);
            await AcceptAsync(claims, from, frame, cancel);
            var (before, id) = (sending, from);
            sending = Task.Run(async () =>
            {
                await before;
                await toLedger(id, frame);
            }, cancel);
        }

        await sending;
        await _done.Task.WaitAsync(TimeSpan.FromMinutes(2), cancel);
    }

    private static FloorClaim Decide(int index) => new(Guid.CreateVersion7(), index % Members, LinesPerClaim * BilledPerLine * 9 / 10);

    private Task AcceptAsync(List<FloorClaim> claims, long id, byte[] frame, CancellationToken cancel) => InTransactionAsync(async connection =>
    {
        await FloorTables.CopyAsync(connection, "claim (claim_id, member, paid, detail)", claims.Count, async (row, index) =>
        {
            await row.WriteAsync(claims[index].ClaimId, cancel);
            await row.WriteAsync(claims[index].Member, cancel);
            await row.WriteAsync(claims[index].Paid, cancel);
            await row.WriteAsync(Detail, cancel);
        }, cancel);
        await FloorTables.CopyAsync(connection, "claim_line (claim_id, line, billed)", claims.Count * LinesPerClaim, async (row, index) =>
        {
            await row.WriteAsync(claims[index / LinesPerClaim].ClaimId, cancel);
            await row.WriteAsync((short)(index % LinesPerClaim), cancel);
            await row.WriteAsync(BilledPerLine, cancel);
        }, cancel);
        await FloorTables.AddAsync(connection, "accumulator", "used", claims, cancel);
        await FloorBroker.KeepAsync(connection, "claims", id, frame, cancel);
    }, cancel);

    /// <summary>Two entries a claim, each with the hash that continues the one before: posted, released.</summary>
    private async Task PostAsync(List<FloorClaim> claims, Func<long, byte[], Task> send, CancellationToken cancel)
    {
        var (id, frame) = (_sequence, JsonSerializer.SerializeToUtf8Bytes(claims));
        await InTransactionAsync(async connection =>
        {
            await FloorTables.CopyAsync(connection, "journal (sequence, claim_id, amount, hash)", claims.Count * 2, async (row, index) =>
            {
                var claim = claims[index / 2];
                _hash = SHA256.HashData([.. _hash, .. claim.ClaimId.ToByteArray(), .. BitConverter.GetBytes(claim.Paid)]);
                await row.WriteAsync(++_sequence, cancel);
                await row.WriteAsync(claim.ClaimId, cancel);
                await row.WriteAsync(claim.Paid, cancel);
                await row.WriteAsync(_hash, cancel);
            }, cancel);
            await FloorTables.CopyAsync(connection, "payable (claim_id, amount, status)", claims.Count, async (row, index) =>
            {
                await row.WriteAsync(claims[index].ClaimId, cancel);
                await row.WriteAsync(claims[index].Paid, cancel);
                await row.WriteAsync(2, cancel);
            }, cancel);
            await FloorBroker.KeepAsync(connection, "ledger", id, frame, cancel);
        }, cancel);
        await send(id, frame);
    }

    private async Task AccumulateAsync(List<FloorClaim> claims, CancellationToken cancel)
    {
        await InTransactionAsync(async connection =>
        {
            await FloorTables.CopyAsync(connection, "payment (claim_id, member, amount)", claims.Count, async (row, index) =>
            {
                await row.WriteAsync(claims[index].ClaimId, cancel);
                await row.WriteAsync(claims[index].Member, cancel);
                await row.WriteAsync(claims[index].Paid, cancel);
            }, cancel);
            await FloorTables.AddAsync(connection, "eligible", "amount", claims, cancel);
        }, cancel);
        _paid += claims.Count;
        if (_paid == _plan.Claims)
        {
            _done.SetResult();
        }
    }

    private async Task InTransactionAsync(Func<NpgsqlConnection, Task> work, CancellationToken cancel)
    {
        await using var connection = await _database.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await work(connection);
        await transaction.CommitAsync(cancel);
    }

    private static void Show(LoadPlan plan, TimeSpan elapsed, double ownSeconds, MachineUse machine)
    {
        static string Number(double value) => value.ToString("#,0.###", CultureInfo.InvariantCulture);
        var table = new Table().RoundedBorder().AddColumn("Floor").AddColumn(new TableColumn("Value").RightAligned());
        table.AddRow("Claims per second, end to end", Number(plan.Claims / elapsed.TotalSeconds));
        table.AddRow("The stages: processor time per 1,000 claims", $"{Number(ownSeconds)} s");
        foreach (var (part, seconds) in machine.CpuSecondsPer1000)
        {
            table.AddRow($"{part}: processor time per 1,000 claims, memory", $"{Number(seconds)} s, {machine.ResidentMegabytes[part]:#,0} MB");
        }

        table.AddRow("All of them: processor time per 1,000 claims", $"{Number(ownSeconds + machine.CpuSecondsPer1000.Values.Sum())} s");
        table.AddRow("Load average", Number(machine.LoadAverage));
        AnsiConsole.Write(table);
    }
}
