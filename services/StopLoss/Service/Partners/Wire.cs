using System.Globalization;
using Aso.Contracts.Partners.StopLoss.V1;
using Aso.StopLoss.Store;
using NoticeKind = Aso.Contracts.Partners.StopLoss.V1.NoticeKind;

namespace Aso.StopLoss.Partners;

/// <summary>Rows as carriers see them.</summary>
internal static class Wire
{
    public static Notice ToNotice(NoticeRow row, string employerName)
    {
        var notice = new Notice
        {
            Cursor = ToCursor(row.Number),
            EmployerId = row.EmployerId.ToString(),
            EmployerName = employerName,
            PolicyId = row.PolicyId.ToString(),
            MemberId = row.MemberId,
            Kind = (NoticeKind)row.Kind,
            On = ToDate(row.On),
            EligibleCents = row.Eligible.Cents,
            Trigger = row.Trigger ?? "",
        };
        if (row.Deductible is { } deductible)
        {
            notice.DeductibleCents = deductible.Cents;
        }

        return notice;
    }

    public static ReimbursementRequest ToRequest(RequestRow row, string employerName)
    {
        var request = new ReimbursementRequest
        {
            Cursor = ToCursor(row.Number),
            RequestId = row.RequestId.ToString(),
            EmployerId = row.EmployerId.ToString(),
            EmployerName = employerName,
            PolicyId = row.PolicyId.ToString(),
            On = ToDate(row.On),
            AmountCents = row.Amount.Cents,
            Status = row.Accepted is null ? RequestStatus.Undecided : RequestStatus.Decided,
            Specific = ToFigures(row.Specific),
        };
        if (row.MemberId is { } memberId)
        {
            request.MemberId = memberId;
        }

        if (row.Aggregate is { } aggregate)
        {
            request.Aggregate = ToFigures(aggregate);
        }

        if (row is { Accepted: { } accepted, DecidedOn: { } decidedOn })
        {
            (request.AcceptedCents, request.DecidedOn) = (accepted.Cents, ToDate(decidedOn));
        }

        if (row.Reason is { } reason)
        {
            request.Reason = reason;
        }

        return request;
    }

    public static string ToDate(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string ToCursor(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Empty is the beginning.</summary>
    public static bool TryReadCursor(string cursor, out long number)
    {
        number = 0;
        return cursor.Length == 0 || long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static SpecificFigures? ToFigures(Domain.SpecificFigures? figures) => figures is null ? null : new()
    {
        EligibleCents = figures.Eligible.Cents,
        DeductibleCents = figures.Deductible.Cents,
        ExcessCents = figures.Excess.Cents,
        RecoverableCents = figures.Recoverable.Cents,
        ReimbursableCents = figures.Reimbursable.Cents,
        AskedBeforeCents = figures.AskedBefore.Cents,
    };

    private static AggregateFigures ToFigures(Domain.AggregateFigures figures) => new()
    {
        EligibleCents = figures.Eligible.Cents,
        AttachmentCents = figures.Attachment.Cents,
        MinimumAttachmentCents = figures.MinimumAttachment.Cents,
        MaximumCents = figures.Maximum.Cents,
    };
}
