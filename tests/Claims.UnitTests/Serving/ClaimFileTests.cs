using Aso.Claims.Domain;
using Aso.Claims.Files;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.X12.Claims837;
using static Aso.Claims.UnitTests.Domain.ClaimBook;
using static Aso.Claims.UnitTests.Serving.ClaimFiles;

namespace Aso.Claims.UnitTests.Serving;

public sealed class ClaimFileTests(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    private static readonly Caller Administrator = new(CallerKind.Administrator, "administrator", null, null, []);

    [Fact]
    public async Task The_claims_of_a_file_are_decided_in_its_order_and_all_reported()
    {
        var employer = await platform.EmployerAsync(plan => plan.Deductible = new() { IndividualCents = 10_000, FamilyCents = 20_000 });
        var report = await TakeInAsync(employer, ClaimOf("F1", "E1", 15_000), ClaimOf("F2", "NOBODY", 1_000), ClaimOf("F3", "E1", 3_000));

        Assert.Equal((3, 0), (report.Accepted, report.Rejected));
        Assert.Equal([("F1", ClaimStatus.Approved, "50.00"), ("F2", ClaimStatus.Denied, "0.00"), ("F3", ClaimStatus.Approved, "30.00")],
            report.Claims.Select(claim => (claim.ClaimNumber!, claim.Status!.Value, claim.Paid.ToString()!)));
        Assert.StartsWith("ISA*", report.Acknowledgment, StringComparison.Ordinal);
        Assert.Contains("AK9*A*1*1*1", report.Acknowledgment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_claims_sent_again_change_nothing()
    {
        var employer = await platform.EmployerAsync();
        await TakeInAsync(employer, ClaimOf("F1", "E1", 15_000));
        var told = await platform.ToldAsync(employer);
        var again = await TakeInAsync(employer, ClaimOf("F1", "E1", 15_000), ClaimOf("F2", "E1", 1_000));

        Assert.Equal((2, 0), (again.Accepted, again.Rejected));
        Assert.Equal(told.Count + 1, (await platform.ToldAsync(employer)).Count);
    }

    [Fact]
    public async Task A_claim_that_is_not_taken_is_named_with_place_and_remedy_and_the_others_are_taken()
    {
        var employer = await platform.EmployerAsync();
        var report = await TakeInAsync(
            employer,
            ClaimOf("F1", "E1", 15_000) with { BillingProvider = new() { Npi = "1234567890", Name = new("CLINIC"), IsOrganization = true } },
            ClaimOf("F2", "E1", 1_000) with { Frequency = "7", OriginalReference = "F9" },
            ClaimOf("F3", "E1", 1_000));

        Assert.Equal((1, 2), (report.Accepted, report.Rejected));
        Assert.Equal([("F1", "invalid-claim", "providerNpi"), ("F2", "replacement-rejected", "original")],
            report.Claims.Take(2).Select(claim => (claim.ClaimNumber!, claim.Code!, claim.Field!)));
        Assert.All(report.Claims, claim => Assert.True(claim.Position.Segment > 0));
    }

    [Fact]
    public async Task A_file_replaces_and_voids_by_the_submitters_number_or_by_the_platforms_id()
    {
        var employer = await platform.EmployerAsync();
        await TakeInAsync(employer, ClaimOf("F1", "E1", 15_000), ClaimOf("F2", "E1", 1_000));
        var report = await TakeInAsync(
            employer,
            ClaimOf("F3", "E1", 14_000) with { Frequency = "7", OriginalReference = "F1" },
            ClaimOf("F4", "E1", 1_000) with { Frequency = "8", OriginalReference = Keys.OfClaim(employer, "F2").ToString() });

        Assert.Equal((2, 0), (report.Accepted, report.Rejected));
        Assert.Equal((ClaimStatus.Replaced, ClaimStatus.Voided), ((await platform.RowAsync(employer, "F1")).Status, (await platform.RowAsync(employer, "F2")).Status));
        Assert.Equal(Usd("140.00"), (await platform.UsedAsync(employer, "E1")).Benefits);
    }

    [Fact]
    public async Task A_dependant_without_an_id_is_found_in_its_family_by_birth_date()
    {
        var employer = await platform.EmployerAsync();
        var known = ClaimOf("F1", "E1", 1_000) with { Dependent = new() { Relationship = "01", Name = new("DOE"), BirthDate = new(1980, 2, 3) } };
        known = known with { Subscriber = known.Subscriber with { IsPatient = false } };
        var report = await TakeInAsync(employer, known, known with { ClaimNumber = "F2", Dependent = known.Dependent! with { BirthDate = new(2001, 1, 1) } });

        Assert.Equal("S1", (await platform.RowAsync(employer, "F1")).MemberId);
        Assert.Equal("patient-not-matched", report.Claims[1].Code);
    }

    [Fact]
    public async Task Another_payers_payment_is_taken_by_line()
    {
        var employer = await platform.EmployerAsync();
        var claim = ClaimOf("F1", "E1", 10_000);
        var payer = new OtherPayer { Responsibility = "P", PayerName = "OTHER", PayerId = "OTH", PaidCents = 4_000, SubscriberId = "X", Relationship = "18", ClaimFiling = "CI" };
        var report = await TakeInAsync(
            employer,
            claim with { OtherPayers = [payer] },
            claim with { ClaimNumber = "F2", ChargeCents = 20_000, OtherPayers = [payer], Lines = [claim.Lines[0], claim.Lines[0] with { Number = 2, Procedure = "99214" }] });

        Assert.Equal("60.00", report.Claims[0].Paid.ToString());
        Assert.Equal("other-payer-payment-not-by-line", report.Claims[1].Code);
    }

    [Fact]
    public async Task A_provider_submits_files_of_its_own_claims_only()
    {
        var employer = await platform.EmployerAsync();
        var report = await TakeInAsync(employer, new Caller(CallerKind.Provider, "clinic", null, null, [OutOfNetwork]), ClaimOf("F1", "E1", 1_000));
        Assert.Equal("provider-not-yours", Assert.Single(report.Claims).Code);
    }

    private Task<ClaimFileReport> TakeInAsync(Guid employer, params Claim837[] claims) => TakeInAsync(employer, Administrator, claims);

    private async Task<ClaimFileReport> TakeInAsync(Guid employer, Caller caller, params Claim837[] claims)
    {
        var content = ClaimFiles.Of(claims);
        var result = await platform.WithAsync<ClaimFile, ClaimFile.Result>(
            one => one.TakeInAsync(employer, Guid.NewGuid(), new MemoryStream(content), caller, run: null, CancellationToken.None));
        Assert.True(result.IsFinal);
        Assert.Empty(result.Report.Errors);
        return result.Report;
    }
}
