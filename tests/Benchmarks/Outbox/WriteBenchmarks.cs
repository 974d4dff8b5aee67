using System.Text.Json;
using Aso.Benchmarks.Steps;
using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Benchmarks.Outbox;

/// <summary>A transaction that leaves the messages about one claim, or about a batch of them, in the outbox: on disk when it returns.</summary>
[MemoryDiagnoser]
public class WriteBenchmarks
{
    private static readonly MessageKind Kind = MessageCatalog.Of(typeof(ClaimAdjudicated));

    private readonly ClaimAdjudicated _message = SampleClaim.Message();
    private OutboxService _service = null!;
    private HandWrittenOutbox _byHand = null!;

    [Params(1, 64)]
    public int Messages { get; set; }

    [GlobalSetup]
    public async Task SetUp()
    {
        _service = await OutboxService.StartAsync();
        _byHand = await HandWrittenOutbox.OpenAsync(_service.Database, _service.Broker);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _byHand.DisposeAsync();
        await _service.DisposeAsync();
    }

    /// <summary>By the platform's own commit, in a scope of its own, as a slice does it.</summary>
    [Benchmark(Baseline = true)]
    public async Task WrittenByCommit()
    {
        await using var scope = _service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<SampleDb>();
        for (var message = 0; message < Messages; message++)
        {
            db.Enqueue(SampleClaim.Employer, _message);
        }

        await db.CommitAsync(CancellationToken.None);
    }

    [Benchmark]
    public Task WrittenByHand() => _byHand.WriteAsync(
        SampleClaim.Employer, Kind.Name, [.. Enumerable.Range(0, Messages).Select(_ => JsonSerializer.SerializeToUtf8Bytes(_message, MessageCatalog.JsonOf(Kind)))]);
}
