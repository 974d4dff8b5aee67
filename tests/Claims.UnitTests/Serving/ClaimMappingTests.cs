using Aso.Claims.Domain;
using Aso.Claims.Files;
using Aso.Claims.Store;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using Aso.X12;
using Aso.X12.Claims837;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using static Aso.Claims.UnitTests.Serving.ClaimFiles;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>What institutional and dental claims say in places of their own, and what other payers said of any claim.</summary>
public sealed class ClaimMappingTests(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    [Fact]
    public async Task An_institutional_line_is_priced_by_its_procedure_or_else_by_its_revenue_code_on_the_claims_dates()
    {
        var employer = await platform.EmployerAsync();
        var claim = Institutional("I1") with
        {
            PriorAuthorization = "AUTH-7",
            Lines =
            [
                new() { Number = 1, RevenueCode = "0450", ProcedureQualifier = "HC", Procedure = "99283", Modifiers = ["25"], ChargeCents = 30_000, Unit = "UN", Units = Quantity.Of(1) },
                new() { Number = 2, RevenueCode = "0250", ChargeCents = 5_000, Unit = "UN", Units = Quantity.Of(2), From = new(2026, 3, 4), Through = new(2026, 3, 4) },
            ],
        };

        var stored = await TakenAsync(employer, claim with { ChargeCents = 35_000 });

        Assert.Equal("AUTH-7", stored.Authorization);
        Assert.Equal(
            [("99283", "25", new DateOnly(2026, 3, 3), 1_000L, 30_000L), ("0250", null, new DateOnly(2026, 3, 4), 2_000L, 5_000L)],
            stored.Lines!.Select(line => (line.Procedure, line.Modifiers, line.ServiceDate, line.Units, line.Billed)));
    }

    [Fact]
    public async Task Of_more_diagnoses_than_are_kept_those_that_the_claim_is_billed_for_come_first_and_none_is_reason_to_refuse()
    {
        var employer = await platform.EmployerAsync();
        var others = Enumerable.Range(10, 24).Select(number => new Diagnosis("ABF", $"E{number}1"));
        var claim = Institutional("I1") with { Diagnoses = [new("ABJ", "R079"), new("APR", "R079"), new("ABK", "I2510"), .. others, new("ABN", "W010XXA")] };

        var stored = await TakenAsync(employer, claim);

        Assert.Equal(25, stored.Diagnoses!.Length);
        Assert.Equal("I25.10", stored.Diagnoses[0]);
        Assert.Equal(["E10.1", "E33.1"], [stored.Diagnoses[1], stored.Diagnoses[24]]);
    }

    [Fact]
    public async Task An_institutional_replacement_and_a_void_name_their_original_by_the_payers_number()
    {
        var employer = await platform.EmployerAsync();
        await TakenAsync(employer, Institutional("I1"));
        await TakenAsync(employer, Institutional("I2") with { Frequency = "7", OriginalReference = Keys.OfClaim(employer, "I1").ToString() });
        await TakenAsync(employer, Institutional("I3") with { Frequency = "8", OriginalReference = "I2" });

        Assert.Equal(
            (ClaimStatus.Replaced, ClaimStatus.Voided),
            ((await platform.RowAsync(employer, "I1")).Status, (await platform.RowAsync(employer, "I2")).Status));
    }

    [Fact]
    public async Task The_same_dental_service_for_the_same_charge_is_a_duplicate_on_the_same_tooth_only()
    {
        var employer = await DentalEmployerAsync();

        var stored = await TakenAsync(employer, Dental("D1", [new("3", "MO")], [new("14", "MO")], [new("14", "DO")], [new("3", "MO")]));
        var later = await TakenAsync(employer, Dental("D2", [new("14", "MO")], [new("19", "MO")]));

        Assert.Equal(["3MO", "14MO", "14DO", "3MO"], stored.Lines!.Select(line => line.Areas!));
        Assert.Equal([false, false, false, true], stored.Lines!.Select(IsDuplicate));
        Assert.Equal([true, false], later.Lines!.Select(IsDuplicate));
    }

    [Fact]
    public async Task Another_payers_payment_counts_by_line_and_one_of_nothing_for_every_line()
    {
        var employer = await platform.EmployerAsync();
        var payer = new OtherPayer { Responsibility = "P", PayerName = "OTHER", PayerId = "OTH", PaidCents = 0, SubscriberId = "X", Relationship = "18", ClaimFiling = "CI" };
        var claim = ClaimOf("F1", "E1", 10_000);
        var two = claim with { ChargeCents = 30_000, Lines = [claim.Lines[0], claim.Lines[0] with { Number = 2, Procedure = "99214", ChargeCents = 20_000 }] };

        var nothing = await TakenAsync(employer, two with { OtherPayers = [payer] });
        var shared = await TakenAsync(employer, two with
        {
            ClaimNumber = "F2",
            OtherPayers = [payer with { PaidCents = 7_500 }],
            Lines = [two.Lines[0] with { From = new(2026, 3, 3), Through = new(2026, 3, 3), OtherPayerDecisions = [Paid(2_500)] }, two.Lines[1] with { From = new(2026, 3, 3), Through = new(2026, 3, 3), OtherPayerDecisions = [Paid(4_000), Paid(1_000)] }],
        });

        Assert.Equal([0, 0], nothing.Lines!.Select(line => line.OtherPayerPaid));
        Assert.Equal([2_500, 5_000], shared.Lines!.Select(line => line.OtherPayerPaid));

        static OtherPayerDecision Paid(long cents) => new() { PayerId = "OTH", PaidCents = cents, DecidedOn = new(2026, 3, 10) };
    }

    private static bool IsDuplicate(StoredLine line) => Storing.ToDecision(line).Denial == LineDenial.Duplicate;

    private static Claim837 Institutional(string number) => ClaimOf(number, "E1", 10_000) with
    {
        Kind = ClaimKind.Institutional,
        Facility = "13",
        From = new(2026, 3, 3),
        Through = new(2026, 3, 4),
        AdmissionType = "1",
        PatientStatus = "01",
        Lines = [new() { Number = 1, RevenueCode = "0450", ChargeCents = 10_000, Unit = "UN", Units = Quantity.Of(1) }],
    };

    /// <summary>A filling of 120.00 on 2026-03-02 for each of these.</summary>
    private static Claim837 Dental(string number, params Tooth[][] teeth) => ClaimOf(number, "E1", 12_000L * teeth.Length) with
    {
        Kind = ClaimKind.Dental,
        Lines =
        [
            .. teeth.Select((treated, index) => new ServiceLine
            {
                Number = index + 1, ProcedureQualifier = "AD", Procedure = "D2392", ChargeCents = 12_000, Unit = "UN", Units = Quantity.Of(1),
                From = new(2026, 3, 2), Through = new(2026, 3, 2), Teeth = treated,
            }),
        ],
    };

    private async Task<Guid> DentalEmployerAsync()
    {
        var employer = await platform.EmployerAsync();
        var plan = new TestPlan { Code = "DEN" }.ToMessage(employer) with { Line = Contracts.Enrollment.V1.BenefitLine.Dental };
        var member = ClaimsPlatform.Member(employer, "E1", "E1");
        await platform.HearAsync(employer, plan, member with { Coverages = [.. member.Coverages, new() { PlanCode = "DEN", Line = Contracts.Enrollment.V1.BenefitLine.Dental, From = new(2026, 1, 1) }] });
        return employer;
    }

    /// <summary>Writes the claim as a file and takes it in: what was stored of it.</summary>
    private async Task<StoredDecision> TakenAsync(Guid employer, Claim837 claim)
    {
        var caller = new Caller(CallerKind.Administrator, "administrator", null, null, []);
        var result = await platform.WithAsync<ClaimFile, ClaimFile.Result>(
            one => one.TakeInAsync(employer, Guid.NewGuid(), new MemoryStream(Of(claim)), caller, run: null, CancellationToken.None));
        Assert.True(result.Report.Accepted == 1, $"{string.Join(' ', result.Report.Errors)} {result.Report.Claims.SingleOrDefault()?.Field} {result.Report.Claims.SingleOrDefault()?.Detail}");
        return StoredDecision.FromJson((await platform.RowAsync(employer, claim.ClaimNumber)).Detail);
    }
}
