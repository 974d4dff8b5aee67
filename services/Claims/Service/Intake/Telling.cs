using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Contracts.Claims.V1;

namespace Aso.Claims.Intake;

/// <summary>What the other services are told of a claim.</summary>
internal static class Telling
{
    public static ClaimAdjudicated Adjudicated(ClaimRow row, Claim claim, Adjudication decision) => new()
    {
        EmployerId = row.EmployerId,
        ClaimId = row.ClaimId,
        ClaimNumber = row.ClaimNumber,
        MemberId = row.MemberId,
        Line = (Contracts.Enrollment.V1.BenefitLine)row.Line,
        Frequency = (int)row.Frequency,
        Approved = decision.Approved,
        ProviderNpi = claim.IsDisability ? null : row.ProviderNpi,
        Diagnoses = claim.Diagnoses,
        AdjudicatedOn = row.AdjudicatedOn,
        PaidCents = decision.Paid.Cents,
        Lines = PaidLines(claim, decision),
    };

    public static ClaimReversed Reversed(ClaimRow original, DateOnly on) => new()
    {
        EmployerId = original.EmployerId,
        ClaimId = original.ClaimId,
        ReversedOn = on,
        Replaced = original.Status == ClaimStatus.Replaced,
    };

    private static List<PaidLine> PaidLines(Claim claim, Adjudication decision)
    {
        var paid = new List<PaidLine>();
        if (claim.Disability is { } period)
        {
            Add(period.From, decision.Paid.Cents);
        }

        for (var index = 0; index < decision.Lines.Length; index++)
        {
            Add(claim.Lines[index].ServiceDate, decision.Lines[index].Paid.Cents);
        }

        return paid;

        void Add(DateOnly date, long cents)
        {
            var same = paid.FindIndex(line => line.ServiceDate == date);
            if (same >= 0)
            {
                paid[same] = paid[same] with { PaidCents = paid[same].PaidCents + cents };
            }
            else if (cents > 0)
            {
                paid.Add(new() { ServiceDate = date, PaidCents = cents });
            }
        }
    }
}
