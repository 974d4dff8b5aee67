using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Foundation.Approvals;

/// <summary>What one kind of proposal does once it is approved.</summary>
public interface IApprovedAct<TDb>
    where TDb : ServiceDb
{
    /// <summary>In camel case, of at most 40 characters; stored.</summary>
    string Kind { get; }

    /// <summary>Whether the employer's own people see proposals of this kind.</summary>
    bool IsSeenByEmployer => false;

    /// <summary>Checks all again, and does it. Others may decide at the same time: it takes the same locks as the act itself. The caller commits.</summary>
    /// <returns>Why it cannot be done now: then nothing is, and the proposal goes on waiting. Null where it was.</returns>
    Task<ProblemHttpResult?> CarryOutAsync(Approved approved, HttpContext http, CancellationToken cancel);

    /// <summary>Records with the thing itself that it will not be done, where its history tells such things. The caller commits.</summary>
    Task RejectAsync(Approved rejected, string reason, HttpContext http, CancellationToken cancel) => Task.CompletedTask;
}

/// <summary>A proposal that was just decided on.</summary>
/// <param name="Request">What was asked for, as <see cref="Proposal.Request"/> had it.</param>
/// <param name="Content">As it is shown.</param>
/// <param name="ProposedBy">As the token named them; so with <paramref name="DecidedBy"/>.</param>
public sealed record Approved(
    Guid ApprovalId, Guid EmployerId, string Request, IReadOnlyDictionary<string, string> Content, string ProposedBy, string DecidedBy);

/// <summary>What somebody asks to have done.</summary>
public sealed record Proposal
{
    /// <summary>As in <see cref="IApprovedAct{TDb}.Kind"/>.</summary>
    public required string Kind { get; init; }

    public required Guid EmployerId { get; init; }

    /// <summary>What it is about where only one proposal may wait at a time: a payee, a date, a work item. Null: any number may.</summary>
    public string? About { get; init; }

    /// <summary>As everyone who may see it is shown it: numbers of accounts by their end only.</summary>
    public required IReadOnlyDictionary<string, string> Content { get; init; }

    /// <summary>What <see cref="IApprovedAct{TDb}.CarryOutAsync"/> needs, as JSON: never shown, and kept only while the proposal waits.</summary>
    public required string Request { get; init; }

    /// <summary>Whether a request that is kept asks for the same. Left out: where it is the same text, as one that has something sealed in it never is.</summary>
    public Func<string, bool>? IsAskedBy { get; init; }
}
