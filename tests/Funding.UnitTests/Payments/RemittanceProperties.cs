using Aso.Funding.Domain.Payments;
using Aso.Funding.Remittances;
using Aso.X12.Remittance835;

namespace Aso.Funding.UnitTests.Payments;

/// <summary>Random employers, random months: what remittances tell is what the ledger paid, and each of them can be sent.</summary>
public sealed class RemittanceProperties
{
    private static readonly PayerOptions Sandbox = new();
    private static readonly PayerOptions Punctuated = new() { Name = "PLAN*ADMINISTRATOR", Street = "1 Main St: Floor 2", City = "RENO", State = "NV", PostalCode = "89501" };

    [Fact]
    public void All_payments_of_an_employer_come_to_what_the_ledger_paid_and_what_is_left_to_recoup() =>
        Gen.Select(BookProperties.AnyTerms, BookProperties.AnyStep.Array[1, 60]).Sample((terms, steps) =>
        {
            var book = BookProperties.Play(terms, steps, 2, new PlainRules(terms));
            var payments = PaymentsOf(book);

            var paid = book.Journal.Where(entry => PaymentFileProperties.IsPayment(entry.Kind)).Sum(entry => entry.Amount - entry.Recouped);
            Assert.Equal(paid, payments.Sum(payment => payment.Paid));
            Assert.All(payments, payment =>
            {
                Assert.True(payment.Paid >= Money.Zero);
                Assert.Equal(payment.Paid, payment.Parts.Sum(part => part.Paid) - payment.Adjustments.Sum(adjustment => adjustment.Amount));
            });
            Assert.Equal(
                book.State.Balances[Account.ProviderReceivable],
                -payments.Sum(payment => payment.Adjustments.Where(adjustment => adjustment.Reason != PaymentAdjustmentReason.Adjustment).Sum(adjustment => adjustment.Amount)));
        }, iter: 500);

    [Fact]
    public async Task Every_remittance_is_in_balance_and_reads_back_as_it_was_written() =>
        await Gen.Select(BookProperties.AnyTerms, BookProperties.AnyStep.Array[1, 40], Gen.Int).SampleAsync(async (terms, steps, seed) =>
        {
            var book = BookProperties.Play(terms, steps, 2, new PlainRules(terms));
            var payer = seed % 2 == 0 ? Sandbox : Punctuated;
            foreach (var payment in PaymentsOf(book))
            {
                var decisions = payment.Parts.Select(part => part.ClaimId).Distinct().ToDictionary(id => id, id => DrawnDecision(id, AmountOf(book, id), seed));
                var advice = RemittanceAdvice.Of(payment, isFinal: true, decisions);

                Assert.Empty(RemittanceBalance.Check(RemittanceFile.ToRemittance(advice, payer)));
                var bytes = RemittanceFile.Write(advice, payer);
                var read = await Remittance835Reader.ReadFileAsync(new MemoryStream(bytes));
                Assert.Empty(read.Errors);
                var remittance = Assert.Single(read.Items);
                Assert.Equal(payment.Paid.Cents, remittance.PaidCents);
                Assert.Equal(payment.TraceNumber, remittance.TraceNumber);
                Assert.Equal(Written(RemittanceFile.ToRemittance(advice, payer)), Written(remittance));
            }
        }, iter: 40);

    /// <summary>A decision that pays <paramref name="paid"/>, of one to three lines, in a claim number that may hold the usual delimiters.</summary>
    private static ClaimDecision DrawnDecision(Guid claimId, Money paid, int seed)
    {
        var chance = new Random(unchecked(BitConverter.ToInt32(claimId.ToByteArray()) * 397 ^ seed));
        var lines = Enumerable.Range(0, chance.Next(1, 4)).Select(index => DrawnLine(chance, index == 0 ? paid : Money.Zero)).ToList();
        return new()
        {
            ClaimId = claimId,
            ClaimNumber = chance.Next(5) == 0 ? "A*~:7" : $"C-{claimId:N}"[..20],
            MemberId = "E1",
            Line = chance.Next(2) == 0 ? "dental" : "medical",
            Frequency = chance.Next(2) == 0 ? 7 : 1,
            OriginalClaimId = chance.Next(2) == 0 ? claimId : null,
            ReceivedOn = new(2026, 1, 30),
            Billed = lines.Sum(line => line.Billed),
            Paid = paid,
            MemberOwes = lines.Sum(line => line.Adjustments.Where(adjustment => adjustment.Key.StartsWith("PR", StringComparison.Ordinal)).Select(adjustment => adjustment.Value).Sum()),
            Lines = lines,
        };
    }

    private static LineDecision DrawnLine(Random chance, Money paid)
    {
        var adjustments = new[] { "CO-45", "PR-1", "PR-2", "PR-3", "PR-119", "PR-35", "OA-23", "CO-97" }
            .Where(_ => chance.Next(2) == 0).ToDictionary(code => code, _ => new Money(chance.Next(1, 100_000)));
        return new()
        {
            Procedure = chance.Next(4) == 0 ? "0450" : "99213",
            Modifiers = chance.Next(2) == 0 ? ["25", "LT"] : [],
            ServiceDate = new DateOnly(2026, 1, 1).AddDays(chance.Next(30)),
            Units = chance.Next(1, 4000) / 1000m,
            Billed = paid + adjustments.Values.Sum(),
            OtherPayerPaid = adjustments.ContainsKey("OA-23") ? new Money(5) : null,
            Status = paid.IsZero && adjustments.Count == 1 ? "denied" : "priced",
            Allowed = paid,
            Paid = paid,
            Adjustments = adjustments,
        };
    }

    private static Money AmountOf(TestBook book, Guid claimId) => book.Payables.Single(payable => payable.Payable.Id == claimId).Payable.Amount;

    /// <summary>As the file says it, in whatever delimiters.</summary>
    private static string Written(Remittance remittance) =>
        System.Text.Json.JsonSerializer.Serialize(remittance with { Position = default, Claims = [.. remittance.Claims.Select(WithoutPlaces)] });

    private static ClaimPayment WithoutPlaces(ClaimPayment claim) => claim with
    {
        Position = default,
        Services = [.. claim.Services.Select(service => service with
        {
            Position = default,
            Units = service.Units ?? new(1000),
            Adjustments = [.. service.Adjustments.OrderBy(adjustment => adjustment.Group).ThenBy(adjustment => adjustment.Reason)],
        })],
    };

    /// <summary>Every provider's every date of the book, from its payables as they stand at the end.</summary>
    private static List<ProviderPayment> PaymentsOf(TestBook book)
    {
        var paid = book.Payables.Where(payable => payable.Payable.Payee?.ProviderNpi is not null && payable.ReleasedOn is not null).ToList();
        return
        [
            .. from provider in paid.GroupBy(payable => payable.Payable.Payee!.Value.ProviderNpi!)
               let claims = provider.Where(payable => payable.Payable.Kind == PayableKind.Claim).ToList()
               from date in provider.Select(claim => claim.ReleasedOn!.Value).Concat(provider.Select(claim => claim.ReversedOn).OfType<DateOnly>()).Distinct()
               select ProviderPayment.Decide(new()
               {
                   EmployerId = book.State.EmployerId,
                   Npi = provider.Key,
                   On = date,
                   Released = [.. claims.Where(claim => claim.ReleasedOn == date).Select(claim => new ReleasedClaim(claim.Payable.Id, claim.Payable.Amount, claim.Recouped))],
                   Reissued = [.. provider.Except(claims).Where(payment => payment.ReleasedOn == date).Select(payment => new ReissuedPayment(
                       TraceNumber.Of(book.State.EmployerId, provider.Key, book.PaidFirstOn(payment.Payable.Id)), payment.Payable.Amount, payment.Recouped))],
                   Reversals = [.. provider.Where(claim => claim.ReversedOn <= date).OrderBy(claim => claim.ReversedOn).Select(claim => new ReversedClaim(claim.Payable.Id, claim.Payable.Amount, claim.ReversedOn!.Value))],
                   RecoupedBefore = provider.Where(claim => claim.ReleasedOn < date).Sum(claim => claim.Recouped),
               }),
        ];
    }
}
