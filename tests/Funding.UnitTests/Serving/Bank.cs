using Aso.Nacha;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>The bank that sends back what its customers cannot take, or cannot give.</summary>
internal static class Bank
{
    /// <summary>Where the payees have their accounts.</summary>
    public const string PayeesBank = "021000021";

    /// <summary>The entries of an issued file that are chosen, each for want of an account.</summary>
    public static string Returns(AchFile issued, Func<AchEntry, bool> chosen) =>
        File([.. issued.Batches.SelectMany(batch => batch.Entries.Where(chosen).Select(Return))]);

    public static AchEntry Return(AchEntry issued) => issued with
    {
        RoutingNumber = "091000019",
        PaymentInformation = null,
        Return = new() { Reason = "R03", OriginalTraceNumber = $"00000000{issued.Sequence:0000000}", OriginalBank = RoutingNumber.Bank(issued.RoutingNumber) },
    };

    public static AchEntry Of(AchEntry issued, Func<AchReturn, AchReturn> otherwise) => Return(issued) with { Return = otherwise(Return(issued).Return!) };

    /// <summary>What was drawn from the employer's account for a deposit.</summary>
    public static AchEntry Debit(string reference, long cents) => new()
    {
        Cents = cents, RoutingNumber = "091000019", AccountNumber = "4711", PayeeId = reference, PayeeName = "ACME TOOLING", Sequence = 1,
        Return = new() { IsDebit = true, Reason = "R01", OriginalTraceNumber = "000000000000500", OriginalBank = "02100002" },
    };

    public static string File(params IReadOnlyList<AchEntry> entries) => AchWriter.Write(new()
    {
        Destination = "091000019",
        DestinationName = "FIRST BANK",
        Origin = PayeesBank,
        OriginName = "CLINIC BANK",
        CreatedAt = new(2026, 1, 7),
        Batches =
        [
            new()
            {
                CompanyName = "ASO SANDBOX", CompanyId = "1000000000", EntryClass = "CCD", Description = "HCCLAIMPMT", EffectiveOn = new(2026, 1, 7),
                OriginatingBank = RoutingNumber.Bank(PayeesBank),
                Entries = [.. entries.Index().Select(entry => entry.Item with { Sequence = entry.Index + 1 })],
            },
        ],
    });
}
