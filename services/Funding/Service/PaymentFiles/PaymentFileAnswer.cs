using System.ComponentModel;
using Aso.Funding.Domain.Payments;
using Aso.Primitives;

namespace Aso.Funding.PaymentFiles;

/// <summary>A payment file, as the API shows it.</summary>
internal sealed record PaymentFileAnswer
{
    [Description("The business date of the releases.")]
    public required DateOnly On { get; init; }

    [Description("The banking day on which the money is to be there.")]
    public required DateOnly EffectiveOn { get; init; }

    [Description("Σ of the payments in the file.")]
    public required Money Total { get; init; }

    [Description("Providers by NPI, then employees by member id.")]
    public required IReadOnlyList<InFile> Payments { get; init; }

    [Description("Payments of the date that the bank is not told of: they must go another way.")]
    public required IReadOnlyList<LeftOut> NotInFile { get; init; }

    /// <summary>A payment that the bank is told of. One of the first two is set.</summary>
    internal sealed record InFile
    {
        public string? ProviderNpi { get; init; }

        public string? MemberId { get; init; }

        public required Money Amount { get; init; }

        [Description("Of a provider's payment: its remittance's.")]
        public string? TraceNumber { get; init; }
    }

    /// <summary>A payment that the bank is not told of. One of the first two is set.</summary>
    internal sealed record LeftOut
    {
        public string? ProviderNpi { get; init; }

        public string? MemberId { get; init; }

        public required Money Amount { get; init; }

        public required LeftOutReason Reason { get; init; }
    }

    public static PaymentFileAnswer Of(PaymentFile file) => new()
    {
        On = file.On,
        EffectiveOn = file.EffectiveOn,
        Total = file.Total,
        Payments = [.. file.Payments.Select(payment => new InFile
        {
            ProviderNpi = payment.Payee.ProviderNpi,
            MemberId = payment.Payee.MemberId,
            Amount = payment.Amount,
            TraceNumber = payment.TraceNumber,
        })],
        NotInFile = [.. file.LeftOut.Select(payment => new LeftOut
        {
            ProviderNpi = payment.Payee.ProviderNpi,
            MemberId = payment.Payee.MemberId,
            Amount = payment.Amount,
            Reason = payment.Reason,
        })],
    };
}
