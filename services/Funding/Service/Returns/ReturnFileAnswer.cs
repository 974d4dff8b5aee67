using System.ComponentModel;
using Aso.Funding.Domain.Payments;
using Aso.Nacha;
using Aso.Primitives;

namespace Aso.Funding.Returns;

/// <summary>What became of a bank's returns.</summary>
internal sealed record ReturnFileAnswer
{
    [Description("The business date on which they were posted.")]
    public required DateOnly On { get; init; }

    [Description("In the order of the file.")]
    public required IReadOnlyList<ReturnAnswer> Returns { get; init; }
}

internal enum ReturnOutcome
{
    /// <summary>The payee is owed the payment again: it stands at the end of the queue, or was released from there at once.</summary>
    PaymentReopened,

    /// <summary>The deposit is undone, and asked for again.</summary>
    DepositReturned,

    /// <summary>Nothing was posted.</summary>
    Refused,
}

/// <summary>One return.</summary>
internal sealed record ReturnAnswer
{
    [Description("The bank's number of the entry that it returned, fifteen digits.")]
    public required string OriginalTraceNumber { get; init; }

    [Description("Why it came back: R and two digits.")]
    public required string ReasonCode { get; init; }

    [Description("The same in words.")]
    public required string Reason { get; init; }

    public required Money Amount { get; init; }

    public required ReturnOutcome Outcome { get; init; }

    [Description("Of a refusal: stable, for programs.")]
    public string? Code { get; init; }

    [Description("Of a refusal: what to do.")]
    public string? Remedy { get; init; }

    [Description("Of a payment: the business date on which it was released, whose payment file has it.")]
    public DateOnly? PaidOn { get; init; }

    [Description("Of a provider's payment.")]
    public string? ProviderNpi { get; init; }

    [Description("Of an employee's payment.")]
    public string? MemberId { get; init; }

    [Description("Of a provider's payment: the remittance that told of it.")]
    public string? TraceNumber { get; init; }

    [Description("Of a deposit.")]
    public string? DepositReference { get; init; }

    public static ReturnAnswer Reopened(AchEntry entry, IssuedPayment payment) => Of(entry, ReturnOutcome.PaymentReopened) with
    {
        PaidOn = payment.PaidOn,
        ProviderNpi = payment.Payee.ProviderNpi,
        MemberId = payment.Payee.MemberId,
        TraceNumber = payment.TraceNumber,
    };

    public static ReturnAnswer TakenBack(AchEntry entry, string reference) => Of(entry, ReturnOutcome.DepositReturned) with { DepositReference = reference };

    public static ReturnAnswer Refused(AchEntry entry, ReturnRefusal refusal)
    {
        var (code, remedy) = Explain(refusal);
        return Of(entry, ReturnOutcome.Refused) with { Code = code, Remedy = remedy };
    }

    private static ReturnAnswer Of(AchEntry entry, ReturnOutcome outcome) => new()
    {
        OriginalTraceNumber = entry.Return!.OriginalTraceNumber,
        ReasonCode = entry.Return.Reason,
        Reason = ReturnReasons.WordsOf(entry.Return.Reason),
        Amount = new Money(entry.Cents),
        Outcome = outcome,
    };

    private static (string Code, string Remedy) Explain(ReturnRefusal refusal) => refusal switch
    {
        ReturnRefusal.UnknownEntry => (
            "unknown-entry", "No payment file has an entry of this trace number, bank and identification number: ask the bank which of your files it means."),
        ReturnRefusal.OtherEmployer => (
            "other-employer", "The entry is in another employer's payment file: send this file to that employer too; what is posted here is refused there."),
        ReturnRefusal.UnknownDeposit => (
            "unknown-deposit", "No deposit has the return's identification number as its reference: record deposits by the number under which the bank draws them."),
        ReturnRefusal.AmountDiffers => ("amount-differs", "A return is of the whole amount: ask the bank for a corrected return."),
        ReturnRefusal.ReturnedBefore => ("returned-before", "This return was posted before and changes nothing: no step is needed."),
        ReturnRefusal.FullyInsured => ("fully-insured", "The insurer's money pays a fully insured plan: it has no deposits that could come back."),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal)),
    };
}
