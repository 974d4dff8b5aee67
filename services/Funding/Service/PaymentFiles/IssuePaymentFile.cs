using System.Globalization;
using System.Text.Json;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.PaymentFiles;

/// <summary>POST …/payment-files/{date} — issues the file of a business date, once; asked again it answers with what was issued.</summary>
internal static class IssuePaymentFile
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/payment-files/{date}", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithName("IssuePaymentFile").WithSummary("Issue the bank's payment file of a business date, or propose it")
            .WithDescription("Where this wants a second person it is a proposal (202): no file is issued before another person of the staff approves it. "
                + "Once for each date: the same request again answers with what was issued, and accounts that are registered later change nothing. Payments that are not in the file are named with the reason.");

    private static async Task<Results<Ok<PaymentFileAnswer>, Accepted<ApprovalAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, DateOnly date, FundingDb db, PaymentFileDesk desk, Approvals<FundingDb> approvals, HttpContext http, CancellationToken cancel)
    {
        var (drawn, issued, problem) = await desk.DrawUpAsync(employerId, date, cancel);
        if (drawn is null)
        {
            return issued is null ? problem! : TypedResults.Ok(issued.ToAnswer());
        }

        if (approvals.AreWanted)
        {
            var proposed = await approvals.ProposeAsync(http.User, ToProposal(employerId, drawn), cancel);
            await db.CommitAsync(cancel);
            return proposed.Refusal is { } refusal ? Problems.Refuse(refusal) : proposed.Answer!;
        }

        var answer = desk.Issue(employerId, drawn);
        await db.CommitAsync(cancel);
        return TypedResults.Ok(answer);
    }

    private static Proposal ToProposal(Guid employerId, DrawnFile drawn) => new()
    {
        Kind = Act.Name,
        EmployerId = employerId,
        About = $"{drawn.File.On:yyyy-MM-dd}",
        Content = ContentOf(drawn.File),
        Request = JsonSerializer.Serialize(drawn.File.On, WireJson.Options),
    };

    private static Dictionary<string, string> ContentOf(PaymentFile file) => new()
    {
        ["date"] = $"{file.On:yyyy-MM-dd}",
        ["total"] = file.Total.ToString(),
        ["payments"] = file.Payments.Count.ToString(CultureInfo.InvariantCulture),
        ["notInFile"] = file.LeftOut.Count.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>The issue, once it is approved: of what was shown, or not at all.</summary>
    internal sealed class Act(PaymentFileDesk desk) : IApprovedAct<FundingDb>
    {
        public const string Name = "paymentFile";

        public string Kind => Name;

        public async Task<ProblemHttpResult?> CarryOutAsync(Approved approved, HttpContext http, CancellationToken cancel)
        {
            var date = JsonSerializer.Deserialize<DateOnly>(approved.Request, WireJson.Options);
            var (drawn, issued, problem) = await desk.DrawUpAsync(approved.EmployerId, date, cancel);
            if (issued is not null)
            {
                return Problems.Conflict("file-issued", "approvalId", "The file of this date was issued already: reject this proposal.");
            }

            if (drawn is null)
            {
                return problem;
            }

            if (!ContentOf(drawn.File).ToHashSet().SetEquals(approved.Content))
            {
                return Problems.Conflict("changed-since-proposed", "approvalId", "The file would not be the one that was proposed, for accounts have changed: reject this proposal and make a new one.");
            }

            desk.Issue(approved.EmployerId, drawn);
            return null;
        }
    }
}
