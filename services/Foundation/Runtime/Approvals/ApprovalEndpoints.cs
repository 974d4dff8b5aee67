using System.ComponentModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Aso.Foundation.Approvals;

/// <summary>Where a second person finds what was proposed in a service, and approves or rejects it.</summary>
public static class ApprovalEndpoints
{
    private const int ReasonLengthMax = 500;

    /// <param name="Reason">As who proposed it is told, 1 to 500 characters.</param>
    public sealed record RejectApproval(string Reason);

    /// <param name="service">The name below which the service's proposals are found.</param>
    /// <param name="read">The scope of whoever may see them.</param>
    /// <param name="decide">The scope of whoever may decide.</param>
    public static void MapApprovals<TDb>(this RouteGroupBuilder employer, string service, string read, string decide)
        where TDb : ServiceDb
    {
        var approvals = employer.MapGroup($"/approvals/{service}");
        approvals.MapGet("/", (Guid employerId, Desk<TDb> desk, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
                [Description("Only those that stand so.")] ApprovalStatus? status = null) => desk.ListAsync(employerId, http, status, page, cancel))
            .RequireScope(read)
            .WithName($"ListApprovalsOf-{service}").WithSummary($"What was proposed in {service} and wants a second person, or had one; oldest first");
        approvals.MapGet("/{approvalId:guid}", (Guid employerId, Guid approvalId, Desk<TDb> desk, HttpContext http, CancellationToken cancel) =>
                desk.GetAsync(employerId, approvalId, http, cancel))
            .RequireScope(read)
            .WithName($"GetApprovalOf-{service}").WithSummary("One proposal, who made it and who decided on it");
        approvals.MapPost("/{approvalId:guid}/approve", (Guid employerId, Guid approvalId, Desk<TDb> desk, HttpContext http, CancellationToken cancel) =>
                desk.ApproveAsync(employerId, approvalId, http, cancel))
            .RequireScope(decide).ForAdministrators().Idempotent<TDb>()
            .WithName($"ApproveIn-{service}").WithSummary("Agree to a proposal of somebody else, which is carried out with that")
            .WithDescription("All is checked again at that moment. Where it cannot be done now the answer says why, nothing is done, and the proposal goes on waiting.");
        approvals.MapPost("/{approvalId:guid}/reject", (Guid employerId, Guid approvalId, RejectApproval request, Desk<TDb> desk, HttpContext http, CancellationToken cancel) =>
                desk.RejectAsync(employerId, approvalId, request, http, cancel))
            .RequireScope(decide).ForAdministrators().Idempotent<TDb>()
            .WithName($"RejectIn-{service}").WithSummary("Refuse a proposal of somebody else, with the reason");
    }

    /// <summary>Reads and decides the proposals of one service.</summary>
    internal sealed class Desk<TDb>(TDb db, IEnumerable<IApprovedAct<TDb>> acts, TimeProvider clock)
        where TDb : ServiceDb
    {
        private static readonly ListOrder<ApprovalRow> OldestFirst = ListOrder<ApprovalRow>.By(row => row.ApprovalId);

        private readonly DateTime _now = clock.GetUtcNow().UtcDateTime;

        public async Task<Results<Ok<Page<ApprovalAnswer>>, ProblemHttpResult>> ListAsync(
            Guid employerId, HttpContext http, ApprovalStatus? status, PageQuery page, CancellationToken cancel)
        {
            if (KindsSeenBy(http) is not { Count: > 0 } kinds)
            {
                return Problems.Refuse(new Refusal("administrators-only", "", "Only the administrator's own staff sees these.", StatusCodes.Status403Forbidden));
            }

            if (!page.Passes(OldestFirst, out var slice, out var problem))
            {
                return problem;
            }

            var rows = db.Set<ApprovalRow>().AsNoTracking().Where(row => row.EmployerId == employerId && kinds.Contains(row.Kind));
            rows = status switch
            {
                null => rows,
                ApprovalStatus.Waiting => rows.Where(row => row.Status == ApprovalStatus.Waiting && row.ExpiresAt > _now),
                ApprovalStatus.Expired => rows.Where(row => row.Status == ApprovalStatus.Expired || (row.Status == ApprovalStatus.Waiting && row.ExpiresAt <= _now)),
                _ => rows.Where(row => row.Status == status),
            };
            return TypedResults.Ok((await slice.ReadAsync(rows, cancel)).ConvertAll(row => ApprovalAnswer.Of(row, _now)));
        }

        public async Task<Results<Ok<ApprovalAnswer>, ProblemHttpResult>> GetAsync(Guid employerId, Guid approvalId, HttpContext http, CancellationToken cancel) =>
            await db.Set<ApprovalRow>().AsNoTracking().SingleOrDefaultAsync(row => row.ApprovalId == approvalId && row.EmployerId == employerId, cancel) is { } row
                && KindsSeenBy(http).Contains(row.Kind)
                ? TypedResults.Ok(ApprovalAnswer.Of(row, _now))
                : Problems.NotFound("proposal");

        public async Task<Results<Ok<ApprovalAnswer>, ProblemHttpResult>> ApproveAsync(Guid employerId, Guid approvalId, HttpContext http, CancellationToken cancel)
        {
            // Load and decide.
            var (row, problem) = await TakeAsync(employerId, approvalId, http, cancel);
            if (row is null)
            {
                return problem!;
            }

            if (await ActOf(row).CarryOutAsync(ToApproved(row, http), http, cancel) is { } refused)
            {
                return refused;
            }

            // Store and tell: what was done and that it was approved, or neither.
            return await CloseAsync(row, ApprovalStatus.Approved, http, cancel);
        }

        public async Task<Results<Ok<ApprovalAnswer>, ProblemHttpResult>> RejectAsync(
            Guid employerId, Guid approvalId, RejectApproval request, HttpContext http, CancellationToken cancel)
        {
            if (string.IsNullOrWhiteSpace(request.Reason) || request.Reason.Length > ReasonLengthMax)
            {
                return Problems.Refuse(new Refusal("reason-required", "reason", $"Say why in 1 to {ReasonLengthMax} characters: who proposed it reads it."));
            }

            // Load and decide.
            var (row, problem) = await TakeAsync(employerId, approvalId, http, cancel);
            if (row is null)
            {
                return problem!;
            }

            await ActOf(row).RejectAsync(ToApproved(row, http), request.Reason, http, cancel);

            // Store.
            row.Reason = request.Reason;
            return await CloseAsync(row, ApprovalStatus.Rejected, http, cancel);
        }

        /// <summary>The proposal, held against whoever else decides on it, or why the caller may not decide.</summary>
        private async Task<(ApprovalRow? Row, ProblemHttpResult? Problem)> TakeAsync(Guid employerId, Guid approvalId, HttpContext http, CancellationToken cancel)
        {
            await db.LockAsync("approval", approvalId, cancel);
            if (await db.Set<ApprovalRow>().SingleOrDefaultAsync(row => row.ApprovalId == approvalId && row.EmployerId == employerId, cancel) is not { } row)
            {
                return (null, Problems.NotFound("proposal"));
            }

            var status = SecondPerson.StatusAt(row.Status, row.ExpiresAt, _now);
            return SecondPerson.Refuses(status, row.ProposedBy, http.User.Subject(), http.User.ToCaller().Kind) is { } refusal
                ? (null, Problems.Refuse(refusal))
                : (row, null);
        }

        private async Task<Ok<ApprovalAnswer>> CloseAsync(ApprovalRow row, ApprovalStatus status, HttpContext http, CancellationToken cancel)
        {
            (row.DecidedBy, row.DecidedAt) = (http.User.Subject(), _now);
            row.Close(status);
            await db.CommitAsync(cancel);
            return TypedResults.Ok(ApprovalAnswer.Of(row, _now));
        }

        private static Approved ToApproved(ApprovalRow row, HttpContext http) =>
            new(row.ApprovalId, row.EmployerId, row.Request!, row.Content, row.ProposedBy, http.User.Subject());

        private IApprovedAct<TDb> ActOf(ApprovalRow row) => acts.Single(act => act.Kind == row.Kind);

        private List<string> KindsSeenBy(HttpContext http)
        {
            var kind = http.User.ToCaller().Kind;
            return [.. acts.Where(act => kind == CallerKind.Administrator || (kind == CallerKind.Employer && act.IsSeenByEmployer)).Select(act => act.Kind)];
        }
    }
}
