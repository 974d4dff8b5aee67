using System.ComponentModel;
using Aso.Claims.Domain.Review;
using Aso.Claims.Features;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Review;

/// <summary>POST /work-queue/{itemId}/…: what is done about an item until it is decided.</summary>
internal static class ActOnWorkItem
{
    public const int WhyLength = 2000;
    public const int NameLength = 100;

    public static void Map(IEndpointRouteBuilder employer)
    {
        Map(employer, "assign", AssignAsync, "AssignWorkItem", "Give an item to someone");
        Map(employer, "unassign", UnassignAsync, "UnassignWorkItem", "Take an item back from whom it was given to");
        Map(employer, "ask-for-information", AskAsync, "AskForInformation", "Ask the claimant for what is missing; the time to decide stands still meanwhile");
        Map(employer, "information-received", ReceiveAsync, "RecordInformation", "Record that the information came; the time to decide goes on");
        Map(employer, "extend", ExtendAsync, "ExtendTime", "Extend the time to decide, where the rule allows it; tell the claimant before it runs out");
    }

    internal sealed record AssignRequest(
        [property: Description("Whose work it is from now on: a name or login of yours.")] string? Assignee = null, string? Why = null);

    internal sealed record AskRequest
    {
        [Description("What is needed, as the claimant is told.")]
        public string? Information { get; init; }

        [Description("The last day to send it; at least 45 days from today, which is what it is without.")]
        public string? AnswerBy { get; init; }

        public string? Why { get; init; }
    }

    internal sealed record WhyRequest(string? Why = null);

    /// <summary>An optional reason.</summary>
    public static string? Why(this FieldReading reading, string? why) => string.IsNullOrWhiteSpace(why) ? null : reading.Text("why", why, WhyLength);

    private static void Map(IEndpointRouteBuilder employer, string act, Delegate handler, string name, string summary) =>
        employer.MapPost($"/work-queue/{{itemId:guid}}/{act}", handler)
            .RequireScope(Scopes.ClaimsWrite)
            .ForAdministrators()
            .Idempotent<ClaimsDb>()
            .WithName(name)
            .WithSummary(summary);

    private static Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> AssignAsync([AsParameters] WorkCall call, AssignRequest request)
    {
        var reading = new FieldReading();
        var assignee = reading.Text("assignee", request.Assignee, NameLength);
        var why = reading.Why(request.Why);
        return call.ActAsync(reading, (taken, item) =>
        {
            item.Assignee = assignee;
            return item.Record(WorkAct.Assigned, taken.Time, call.Actor, why, assignee);
        });
    }

    private static Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> UnassignAsync([AsParameters] WorkCall call, WhyRequest? request)
    {
        var reading = new FieldReading();
        var why = reading.Why(request?.Why);
        return call.ActAsync(reading, (taken, item) =>
        {
            if (item.Assignee is not { } assignee)
            {
                return new Refusal("not-assigned", "itemId", "The item is nobody's: there is nothing to take back.", StatusCodes.Status409Conflict);
            }

            item.Assignee = null;
            return item.Record(WorkAct.Unassigned, taken.Time, call.Actor, why, assignee);
        });
    }

    private static Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> AskAsync([AsParameters] WorkCall call, AskRequest request)
    {
        var reading = new FieldReading();
        var information = reading.Text("information", request.Information, WhyLength);
        var answerBy = request.AnswerBy is null ? (DateOnly?)null : reading.Date("answerBy", request.AnswerBy);
        var why = reading.Why(request.Why);
        return call.ActAsync(reading, (taken, item) =>
        {
            var now = TolledDates.Midnight(taken.Time.On);
            var until = answerBy is { } date ? TolledDates.Midnight(date) : now + item.Clock.Terms.AnswerAtLeast;
            if (Refusal(item.Clock.CheckAsk(now, until)) is { } refusal)
            {
                return refusal;
            }

            item.Clock = item.Clock.Ask(now, until);
            return item.Record(WorkAct.InformationAsked, taken.Time, call.Actor, why, information);
        });
    }

    private static Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> ReceiveAsync([AsParameters] WorkCall call, WhyRequest? request)
    {
        var reading = new FieldReading();
        var why = reading.Why(request?.Why);
        return call.ActAsync(reading, (taken, item) =>
        {
            if (Refusal(item.Clock.CheckAnswer()) is { } refusal)
            {
                return refusal;
            }

            item.Clock = item.Clock.Answer(TolledDates.Midnight(taken.Time.On));
            return item.Record(WorkAct.InformationReceived, taken.Time, call.Actor, why);
        });
    }

    private static Task<Results<Ok<WorkItemAnswer>, ProblemHttpResult>> ExtendAsync([AsParameters] WorkCall call, WhyRequest? request)
    {
        var reading = new FieldReading();
        var why = reading.Text("why", request?.Why, WhyLength);
        return call.ActAsync(reading, (taken, item) =>
        {
            if (Refusal(item.Clock.CheckExtend(TolledDates.Midnight(taken.Time.On))) is { } refusal)
            {
                return refusal;
            }

            item.Clock = item.Clock.Extend();
            return item.Record(WorkAct.Extended, taken.Time, call.Actor, why);
        });
    }

    private static Refusal? Refusal(ClockRefusal refusal) => refusal switch
    {
        ClockRefusal.None => null,
        ClockRefusal.Expired => new("time-expired", "itemId", "The time to decide is over, and nothing can stop or extend it any more: decide.", StatusCodes.Status409Conflict),
        ClockRefusal.AlreadyAsked => new("information-awaited", "itemId", "An answer is awaited already: record it, or wait for its last day.", StatusCodes.Status409Conflict),
        ClockRefusal.AnswerTooSoon => new("answer-too-soon", "answerBy", "Leave the claimant at least 45 days to answer."),
        ClockRefusal.NothingAsked => new("nothing-asked", "itemId", "No information is awaited.", StatusCodes.Status409Conflict),
        ClockRefusal.NoExtensionLeft => new("no-extension-left", "itemId", "The rule allows no further extension: decide by the due date.", StatusCodes.Status409Conflict),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
