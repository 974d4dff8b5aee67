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

    /// <param name="TraceNumber">Of a provider's payment: its remittance's.</param>
    internal sealed record InFile(string? ProviderNpi, string? MemberId, Money Amount, string? TraceNumber);

    internal sealed record LeftOut(string? ProviderNpi, string? MemberId, Money Amount, LeftOutReason Reason);

    public static PaymentFileAnswer Of(PaymentFile file) => new()
    {
        On = file.On,
        EffectiveOn = file.EffectiveOn,
        Total = file.Total,
        Payments = [.. file.Payments.Select(payment => new InFile(payment.Payee.ProviderNpi, payment.Payee.MemberId, payment.Amount, payment.TraceNumber))],
        NotInFile = [.. file.LeftOut.Select(payment => new LeftOut(payment.Payee.ProviderNpi, payment.Payee.MemberId, payment.Amount, payment.Reason))],
    };
}
