using Aso.Funding.Domain.Payments;
using Aso.Funding.Remittances;
using Aso.Nacha;
using Aso.Primitives;

namespace Aso.Funding.PaymentFiles;

/// <summary>A payment file in the bank's format: providers by CCD with the number of their remittance, employees by PPD.</summary>
internal static class BankFile
{
    public static readonly Money LargestEntry = new(AchEntry.CentsMax);

    private const int NameLength = 23;
    private const int CompanyNameLength = 16;
    private const int PayeeIdLength = 15;
    private const int ReferenceLength = 8;

    /// <summary>Null where no payment is in the file.</summary>
    public static string? Write(PaymentFile file, Guid employerId, DateOnly today, PayerOptions payer)
    {
        var entries = file.Payments.Index().Select(payment => ToEntry(payment.Item, EntryNumbers.SequenceOf(file.FirstNumber + payment.Index), payer)).ToList();
        var providers = entries[..file.Payments.Count(payment => payment.TraceNumber is not null)];
        var employees = entries[providers.Count..];
        List<AchBatch> batches = [];
        Add("CCD", "HCCLAIMPMT", providers);
        Add("PPD", "DISABILITY", employees);
        return batches.Count == 0 ? null : AchWriter.Write(new()
        {
            Destination = payer.BankRoutingNumber,
            DestinationName = payer.BankName,
            Origin = payer.Identifier,
            OriginName = Fitting(payer.Name, NameLength),
            CreatedAt = today.ToDateTime(TimeOnly.MinValue),
            Reference = employerId.ToString("N")[^ReferenceLength..],
            Batches = batches,
        });

        void Add(string entryClass, string description, List<AchEntry> entries)
        {
            if (entries.Count > 0)
            {
                batches.Add(new()
                {
                    CompanyName = Fitting(payer.Name, CompanyNameLength),
                    CompanyId = payer.Identifier,
                    EntryClass = entryClass,
                    Description = description,
                    EffectiveOn = file.EffectiveOn,
                    OriginatingBank = RoutingNumber.Bank(payer.BankRoutingNumber),
                    Entries = entries,
                });
            }
        }
    }

    private static AchEntry ToEntry(FilePayment payment, int sequence, PayerOptions payer) => new()
    {
        Cents = payment.Amount.Cents,
        RoutingNumber = payment.Account.RoutingNumber,
        AccountNumber = payment.Account.AccountNumber,
        AccountKind = payment.Account.IsSavings ? AccountKind.Savings : AccountKind.Checking,
        PayeeId = Fitting(payment.Payee.ProviderNpi ?? payment.Payee.MemberId!, PayeeIdLength),
        PayeeName = payment.Account.Name,

        // Finds the remittance for the payment: the TRN segment of the 835, as it stands there.
        PaymentInformation = payment.TraceNumber is { } number ? $@"TRN*1*{number}*{payer.Identifier}\" : null,
        Sequence = sequence,
    };

    private static string Fitting(string text, int length) => text.Length > length ? text[..length] : text;
}
