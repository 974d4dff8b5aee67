using System.ComponentModel;
using System.Text.Json.Serialization;
using Aso.Claims.Domain;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Foundation.OpenApi;
using Aso.Primitives;

namespace Aso.Claims.Features;

/// <summary>A claim, as the API shows it.</summary>
internal sealed record ClaimAnswer
{
    [Description("The platform's id of the claim.")]
    public required Guid ClaimId { get; init; }

    [Description("The submitter's number, unique at the employer.")]
    public required string ClaimNumber { get; init; }

    public required ClaimStatus Status { get; init; }

    public required string MemberId { get; init; }

    public required BenefitLine Line { get; init; }

    [Description("1 original, 7 replacement, 8 void.")]
    public required int Frequency { get; init; }

    public string? Original { get; init; }

    [Description("The platform's id of the original.")]
    public Guid? OriginalClaimId { get; init; }

    public string? ProviderNpi { get; init; }

    [Description("The business date of receipt.")]
    public required DateOnly ReceivedOn { get; init; }

    [Description("The business date of the decision; absent while the claim is in review.")]
    public DateOnly? DecidedOn { get; init; }

    public required Money Billed { get; init; }

    public required Money Allowed { get; init; }

    public required Money Paid { get; init; }

    public required Money MemberOwes { get; init; }

    public required IReadOnlyList<LineAnswer> Lines { get; init; }

    [Description("Of a disability claim: the days paid.")]
    public int? Days { get; init; }

    [Description("Of a denied disability claim: not-covered or elimination-period or, by a reviewer, not-disabled, lacks-information, not-covered-under-plan or work-related.")]
    public string? Reason { get; init; }

    [Description("Where the claim was held back for review: how that stands.")]
    public WorkItemAnswer? Review { get; init; }

    [Description("The appeals of its denial, in order.")]
    public IReadOnlyList<WorkItemAnswer>? Appeals { get; init; }

    /// <summary>The claim as it stands now.</summary>
    public static ClaimAnswer Of(ClaimRow row, StoredDecision stored)
    {
        var disability = Storing.ToDecision(stored.Disability);
        return new()
        {
            ClaimId = row.ClaimId,
            ClaimNumber = row.ClaimNumber,
            Status = row.Status,
            MemberId = row.MemberId,
            Line = row.Line,
            Frequency = (int)row.Frequency,
            Original = row.Original,
            OriginalClaimId = row.Original is { } original ? Keys.OfClaim(row.EmployerId, original) : null,
            ProviderNpi = row.ProviderNpi,
            ReceivedOn = row.ReceivedOn,
            DecidedOn = stored.IsDecided || row.Frequency == Domain.Frequency.Void ? row.AdjudicatedOn : null,
            Billed = row.Billed,
            Allowed = row.Allowed,
            Paid = row.Paid,
            MemberOwes = row.MemberOwes,
            Lines = [.. (stored.Lines ?? []).Select((line, index) => LineAnswer.Of(index + 1, line))],
            Days = disability?.Days,
            Reason = disability?.Denial switch
            {
                DisabilityDenial.NotCovered => "not-covered",
                DisabilityDenial.EliminationPeriod => "elimination-period",
                DisabilityDenial.NotDisabled => "not-disabled",
                DisabilityDenial.LacksInformation => "lacks-information",
                DisabilityDenial.NotCoveredUnderPlan => "not-covered-under-plan",
                DisabilityDenial.WorkRelated => "work-related",
                _ => null,
            },
        };
    }

    /// <summary>The claim as it stood when it was decided: what its submitter was answered.</summary>
    public static ClaimAnswer AsFirstAnswered(ClaimRow row, StoredDecision stored)
    {
        var now = Of(row, stored);
        if (row.DecidedOn is not null || now.DecidedOn is null)
        {
            // It was held back, whatever came of it since.
            return Of(row, Storing.ToStored(Storing.ToClaim(row, stored))) with
            {
                Status = ClaimStatus.Pended,
                Allowed = Money.Zero,
                Paid = Money.Zero,
                MemberOwes = Money.Zero,
            };
        }

        var denied = now.Reason is not null || (now.Lines.Count > 0 && now.Lines.All(line => line.Status == LineStatus.Denied));
        return now with { Status = denied ? ClaimStatus.Denied : ClaimStatus.Approved };
    }
}

internal enum LineStatus
{
    Priced,
    Denied,
    Pended,
}

/// <summary>A line as decided: billed = paid + Σ adjustments; a line in review has neither.</summary>
internal sealed record LineAnswer
{
    [Description("From 1.")]
    public required int LineNumber { get; init; }

    public required string Procedure { get; init; }

    public required IReadOnlyList<string> Modifiers { get; init; }

    [Description("Dental: teeth with their surfaces, or areas of the mouth.")]
    public IReadOnlyList<string>? Areas { get; init; }

    public required DateOnly ServiceDate { get; init; }

    [JsonConverter(typeof(UnitsJson))]
    [WrittenAs("number")]
    public required Units Units { get; init; }

    public required Money Billed { get; init; }

    [Description("What another payer has paid, where the line names such a payment.")]
    public Money? OtherPayerPaid { get; init; }

    [Description("The plan's service that matched.")]
    public string? Service { get; init; }

    public required LineStatus Status { get; init; }

    public required Money Allowed { get; init; }

    public required Money Paid { get; init; }

    [Description("Amounts by claim adjustment group and reason code, such as CO-45 or PR-1.")]
    public required IReadOnlyDictionary<string, Money> Adjustments { get; init; }

    public static LineAnswer Of(int number, StoredLine line)
    {
        var isPended = line.Result is null;
        var decision = isPended ? new() { Billed = new(line.Billed) } : Storing.ToDecision(line);
        return new()
        {
            LineNumber = number,
            Procedure = line.Procedure,
            Modifiers = line.Modifiers?.Split(',') ?? [],
            Areas = line.Areas?.Split(','),
            ServiceDate = line.ServiceDate,
            Units = new(line.Units),
            Billed = decision.Billed,
            OtherPayerPaid = line.OtherPayerPaid is { } paid ? new(paid) : null,
            Service = line.Service,
            Status = isPended ? LineStatus.Pended : decision.IsDenied ? LineStatus.Denied : LineStatus.Priced,
            Allowed = decision.Allowed,
            Paid = decision.Paid,
            Adjustments = isPended
                ? new Dictionary<string, Money>()
                : AdjustmentCodes.Of(decision).ToDictionary(adjustment => adjustment.Code, adjustment => adjustment.Amount),
        };
    }
}
