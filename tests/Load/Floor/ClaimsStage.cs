using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Aso.Foundation.Messaging;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace Aso.Load.Floor;

/// <summary>Takes claims by HTTP, decides together what waits, and answers each once it is committed.</summary>
internal sealed class ClaimsStage : IFloorStage
{
    private const string PathStart = "/v1/employers/";
    private const string PathEnd = "/claims";
    private const int IdLength = 36;

    /// <summary>In claims. The callers just answered are back with their next claims within the wait.</summary>
    private static readonly BatchLimits Limits = new(Max: 100, BusyFrom: 16, TimeSpan.FromMilliseconds(1));

    private readonly Channel<WaitingClaim> _waiting = Channel.CreateUnbounded<WaitingClaim>(new() { SingleReader = true });
    private readonly ClaimsStore _store;

    private ClaimsStage(ClaimsStore store) => _store = store;

    public StageSums Sums { get; } = new();

    public static async Task<ClaimsStage> OpenAsync(NpgsqlDataSource database, FloorBroker broker, CancellationToken cancel) =>
        new(await ClaimsStore.OpenAsync(await database.OpenConnectionAsync(cancel), await broker.OutboxAsync(StageNames.Claims, cancel), cancel));

    public async Task WorkAsync(CancellationToken cancel)
    {
        var batches = new BatchReader<WaitingClaim>(_waiting.Reader, _ => 1, Limits);
        while (await batches.NextAsync(cancel) is { } batch)
        {
            await _store.DecideAsync(batch, cancel);
            Sums.Add(batch.Select(claim => claim.Decided));
            foreach (var claim in batch)
            {
                claim.Answer.SetResult();
            }
        }
    }

    /// <summary>Answers a claim posted to <c>/v1/employers/{id}/claims</c> by 201 with its id, and everything else by 404.</summary>
    public async Task AnswerAsync(HttpContext http, CancellationToken cancel)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.Length != PathStart.Length + IdLength + PathEnd.Length || !path.EndsWith(PathEnd, StringComparison.Ordinal)
            || !Guid.TryParse(path.AsSpan(PathStart.Length, IdLength), out var employerId))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var claim = new WaitingClaim(employerId, await ReadAsync(http.Request, cancel));
        _waiting.Writer.TryWrite(claim);
        await claim.Answer.Task.WaitAsync(cancel);
        var answer = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $$"""{"claimId":"{{claim.Decided.ClaimId}}","paidCents":{{claim.Decided.PaidCents}}}"""));
        http.Response.StatusCode = StatusCodes.Status201Created;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, cancel);
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private static async Task<SubmittedClaim> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        var whole = await request.BodyReader.ReadAtLeastAsync((int)(request.ContentLength ?? throw new BadHttpRequestException("How long?")), cancel);
        var claim = Parse(whole.Buffer);
        request.BodyReader.AdvanceTo(whole.Buffer.End);
        return claim;
    }

    private static SubmittedClaim Parse(in ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        return JsonSerializer.Deserialize(ref reader, FloorJson.Default.SubmittedClaim) ?? throw new BadHttpRequestException("No claim.");
    }
}

/// <summary>A claim between its arrival and its answer.</summary>
internal sealed class WaitingClaim(Guid employerId, SubmittedClaim submitted)
{
    public Guid EmployerId => employerId;

    public SubmittedClaim Submitted => submitted;

    public DateTime ReceivedAt { get; } = DateTime.UtcNow;

    public FloorPrice Price { get; set; }

    public FloorClaim Decided { get; set; }

    /// <summary>Done when the decision is committed.</summary>
    public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
