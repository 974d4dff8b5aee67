using System.Text.Json;
using Aso.Benchmarks.Steps;
using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Foundation.Messaging;
using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;

namespace Aso.Benchmarks.Outbox;

/// <summary>Batches of 256 rows from the outbox to two quorum queues: taken out, sent, confirmed by the broker, and the removal committed.</summary>
[MemoryDiagnoser]
public class RelayBenchmarks
{
    public const int RowsPerBatch = OutboxRelay<SampleDb>.RowsPerBatchMax;

    private const int BatchesPerIteration = 64;

    private static readonly MessageKind Kind = MessageCatalog.Of(typeof(ClaimAdjudicated));

    private readonly byte[] _body = JsonSerializer.SerializeToUtf8Bytes(SampleClaim.Message(), MessageCatalog.JsonOf(Kind));
    private OutboxService _service = null!;
    private OutboxRelay<SampleDb> _relay = null!;
    private HandWrittenOutbox _byHand = null!;

    [GlobalSetup]
    public async Task SetUp()
    {
        _service = await OutboxService.StartAsync();
        _relay = ActivatorUtilities.CreateInstance<OutboxRelay<SampleDb>>(_service.Services);
        _byHand = await HandWrittenOutbox.OpenAsync(_service.Database, _service.Broker);
    }

    [GlobalCleanup]
    public async Task CleanUp()
    {
        _relay.Dispose();
        await _byHand.DisposeAsync();
        await _service.DisposeAsync();
    }

    [IterationSetup]
    public void Fill()
    {
        _byHand.PurgeAsync(OutboxService.Source).GetAwaiter().GetResult();
        _byHand.FillAsync(BatchesPerIteration * RowsPerBatch, Kind.Name, _body).GetAwaiter().GetResult();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = BatchesPerIteration)]
    public async Task RelayedByPlatform()
    {
        for (var batch = 0; batch < BatchesPerIteration; batch++)
        {
            var sent = await _relay.SendBatchAsync(CancellationToken.None);
            if (sent != RowsPerBatch)
            {
                throw new InvalidOperationException($"{sent} rows instead of {RowsPerBatch}: others write to this outbox.");
            }
        }
    }

    [Benchmark(OperationsPerInvoke = BatchesPerIteration)]
    public async Task RelayedByHand()
    {
        for (var batch = 0; batch < BatchesPerIteration; batch++)
        {
            await _byHand.RelayAsync(OutboxService.Source);
        }
    }
}
