using Aso.Contracts;
using Aso.Foundation.Data;
using Aso.Foundation.Messaging;
using Aso.Foundation.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation;

/// <summary>What every service shows of its own work: how far it has come for an employer, and which messages are parked.</summary>
public static class Operations
{
    private static readonly ListOrder<ParkedMessageRow> PoisonFirst = ListOrder<ParkedMessageRow>
        .By(row => row.State == ParkedState.Poison ? 0 : 1).Then(row => row.ParkedAt).Then(row => row.Sequence).Then(row => row.MessageId);

    private static readonly ListOrder<ParkedAuditRow> LastFirst = ListOrder<ParkedAuditRow>.By(row => row.Id).Backwards();

    /// <summary>How far a service has come for one employer.</summary>
    /// <param name="Emitted">The last sequence number that it gave to a message about the employer.</param>
    /// <param name="Applied">The last sequence number that it has applied, by source.</param>
    /// <param name="Waiting">Messages that came early or cannot be applied.</param>
    public sealed record Progress(string Service, DateOnly? BusinessDate, long Emitted, IReadOnlyDictionary<string, long> Applied, int Waiting);

    /// <summary>A message that is set aside.</summary>
    public sealed record ParkedMessage(Guid EmployerId, string Source, long Sequence, Guid MessageId, string Kind, string State, string? Reason, DateTime ParkedAt);

    /// <summary>What was done about a message that could not be applied.</summary>
    /// <param name="Action">Retry or discard.</param>
    /// <param name="ClientId">The client that did it, or through which a person did.</param>
    /// <param name="PersonId">The person that did it; left out where the client did it for itself.</param>
    /// <param name="At">UTC.</param>
    public sealed record ParkedMessageAct(Guid MessageId, string Action, string ClientId, string? PersonId, DateTime At);

    public static void MapOperations<TDb>(this IEndpointRouteBuilder app, string service)
        where TDb : ServiceDb
    {
        var scope = service switch
        {
            ServiceNames.Enrollment => Scopes.EnrollmentRead,
            ServiceNames.Claims => Scopes.ClaimsRead,
            ServiceNames.Funding => Scopes.FundingRead,
            _ => Scopes.StopLossRead,
        };
        var group = app.MapGroup("").WithTags("Operations");
        group.MapGroup("/v1/employers/{employerId:guid}").ForEmployer()
            .MapGet($"/progress/{service}", (Guid employerId, TDb db, CancellationToken cancel) => GetProgressAsync(employerId, db, service, cancel))
            .RequireScope(scope)
            .WithName($"Get{OperationDescriptions.Identifier(service)}Progress").WithSummary($"How far {service} has come for an employer");
        if (Topology.SourcesOf(service).Count > 0)
        {
            MapParked<TDb>(group, service);
        }
    }

    private static void MapParked<TDb>(RouteGroupBuilder group, string service)
        where TDb : ServiceDb
    {
        var name = OperationDescriptions.Identifier(service);
        var parked = group.MapGroup($"/v1/operations/{service}/parked-messages").RequireScope(Scopes.PlatformAdmin);
        parked.MapGet("/", (TDb db, [AsParameters] PageQuery page, CancellationToken cancel) => ListParkedAsync(db, page, cancel))
            .WithName($"List{name}ParkedMessages").WithSummary($"Messages that {service} set aside: first those that cannot be applied, then those that wait; each oldest first");
        parked.MapGet("/acts", (TDb db, [AsParameters] PageQuery page, CancellationToken cancel) => ListActsAsync(db, page, cancel))
            .WithName($"List{name}ParkedMessageActs").WithSummary($"Who retried or discarded which message of {service}, and when; the last first");
        parked.MapPost("/{messageId:guid}/retry", (Guid messageId, TDb db, Inbox<TDb> inbox, HttpContext http, CancellationToken cancel) => RetryAsync(messageId, db, inbox, http, cancel))
            .WithName($"Retry{name}ParkedMessage").WithSummary("Apply a parked message again, and what waits behind it");
        parked.MapPost("/{messageId:guid}/discard", (Guid messageId, TDb db, Inbox<TDb> inbox, HttpContext http, CancellationToken cancel) => DiscardAsync(messageId, db, inbox, http, cancel))
            .WithName($"Discard{name}ParkedMessage").WithSummary("Give a parked message up and go on behind it; the act is audited");
    }

    private static async Task<Ok<Progress>> GetProgressAsync(Guid employerId, ServiceDb db, string service, CancellationToken cancel)
    {
        // Emitted before applied: a reading is never ahead of what it is compared with.
        var emitted = await db.Set<OutboxStreamRow>().Where(row => row.EmployerId == employerId).Select(row => row.LastSequence).SingleOrDefaultAsync(cancel);
        var applied = await db.Set<InboxCursorRow>().Where(row => row.EmployerId == employerId).ToDictionaryAsync(row => row.Source, row => row.LastSequence, cancel);
        var waiting = await db.Set<ParkedMessageRow>().CountAsync(row => row.EmployerId == employerId, cancel);

        // In the order of their names: two readings between which nothing changed are the same text.
        var inOrder = new SortedDictionary<string, long>(applied, StringComparer.Ordinal);
        return TypedResults.Ok(new Progress(service, await db.BusinessDateAsync(employerId, cancel), emitted, inOrder, waiting));
    }

    private static async Task<Results<Ok<Page<ParkedMessage>>, ProblemHttpResult>> ListParkedAsync(ServiceDb db, PageQuery page, CancellationToken cancel) =>
        page.Passes(PoisonFirst, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(db.Set<ParkedMessageRow>().AsNoTracking(), cancel)).ConvertAll(row => new ParkedMessage(
                row.EmployerId, row.Source, row.Sequence, row.MessageId, row.Kind, row.State == ParkedState.Poison ? "poison" : "waiting", row.Reason, row.ParkedAt)))
            : problem;

    private static async Task<Results<Ok<Page<ParkedMessageAct>>, ProblemHttpResult>> ListActsAsync(ServiceDb db, PageQuery page, CancellationToken cancel) =>
        page.Passes(LastFirst, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(db.Set<ParkedAuditRow>().AsNoTracking(), cancel)).ConvertAll(row => new ParkedMessageAct(
                row.MessageId, row.Action, row.ClientId, row.PersonId, row.At)))
            : problem;

    private static Task<Results<NoContent, ProblemHttpResult>> RetryAsync<TDb>(Guid messageId, TDb db, Inbox<TDb> inbox, HttpContext http, CancellationToken cancel)
        where TDb : ServiceDb =>
        ActAsync(messageId, "retry", db, inbox, http, row =>
        {
            row.State = ParkedState.Waiting;
            return Task.CompletedTask;
        }, cancel);

    private static Task<Results<NoContent, ProblemHttpResult>> DiscardAsync<TDb>(Guid messageId, TDb db, Inbox<TDb> inbox, HttpContext http, CancellationToken cancel)
        where TDb : ServiceDb =>
        ActAsync(messageId, "discard", db, inbox, http, async row =>
        {
            db.Remove(row);
            if (await db.FindAsync<InboxCursorRow>([row.EmployerId, row.Source], cancel) is { } cursor)
            {
                cursor.LastSequence = row.Sequence;
            }
            else
            {
                db.Add(new InboxCursorRow { EmployerId = row.EmployerId, Source = row.Source, LastSequence = row.Sequence });
            }
        }, cancel);

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync<TDb>(
        Guid messageId, string action, TDb db, Inbox<TDb> inbox, HttpContext http, Func<ParkedMessageRow, Task> act, CancellationToken cancel)
        where TDb : ServiceDb
    {
        var known = await db.Set<ParkedMessageRow>().AsNoTracking().SingleOrDefaultAsync(row => row.MessageId == messageId && row.State == ParkedState.Poison, cancel);
        if (known is null)
        {
            return Problems.NotFound("parked message that could not be applied");
        }

        await db.LockAsync("inbox", known.EmployerId, cancel);
        if (await db.FindAsync<ParkedMessageRow>([known.EmployerId, known.Source, known.Sequence], cancel) is { State: ParkedState.Poison } row)
        {
            await act(row);
            var by = http.User.ToCaller().Actor;
            db.Add(new ParkedAuditRow { MessageId = messageId, Action = action, ClientId = by.ClientId, PersonId = by.PersonId, At = db.Home.Clock.GetUtcNow().UtcDateTime });
        }

        await db.CommitAsync(cancel);
        await inbox.ResumeAsync(known.EmployerId, cancel);
        return TypedResults.NoContent();
    }
}
