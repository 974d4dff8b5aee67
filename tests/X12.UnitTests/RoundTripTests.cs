using System.Buffers;
using System.Text.Json;
using Aso.X12.Claims837;
using Aso.X12.Enrollment834;
using CsCheck;

namespace Aso.X12.UnitTests;

/// <summary>What the writers write, the readers read back: every value, in any combination of what may be left out.</summary>
public sealed class RoundTripTests
{
    private static readonly InterchangeHeader Interchange = new()
    {
        SenderId = "ACME", ReceiverId = "ASO", At = new(2026, 1, 5, 9, 30, 0), ControlNumber = "000000017",
    };

    private static readonly Gen<string> Word =
        Gen.Char["ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789É-.,'/ "].Array[1, 10].Select(letters => "X" + new string(letters).TrimEnd());

    private static readonly Gen<DateOnly> Day = Gen.Int[0, 36_500].Select(days => new DateOnly(1930, 1, 1).AddDays(days));
    private static readonly Gen<long> Cents = Gen.Long[0, 99_999_999_99];
    private static readonly Gen<Quantity> Units = Gen.Long[0, 9_999_999].Select(thousandths => new Quantity(thousandths));
    private static readonly Gen<PersonName> Name = Gen.Select(Word, Maybe(Word), Maybe(Word)).Select((last, first, middle) => new PersonName(last, first, middle));

    private static readonly Gen<PostalAddress> Address =
        Gen.Select(Word, Maybe(Word), Word, Maybe(Word)).Select((line1, line2, city, postalCode) => new PostalAddress(line1, line2, city, "OH", postalCode));

    private static readonly Gen<Provider> Provider =
        Gen.Select(Gen.Bool, Name, Maybe(Gen.Long[1_000_000_000, 2_999_999_999]), Maybe(Word), Maybe(Address)).Select(
            (isOrganization, name, npi, taxonomy, address) =>
                new Provider { IsOrganization = isOrganization, Name = name, Npi = npi?.ToString(), TaxId = taxonomy, Taxonomy = taxonomy, Address = address });

    private static readonly Gen<Adjustment> Adjustment =
        Gen.Select(Cents, MaybeValue(Units)).Select((cents, units) => new Adjustment("PR", "1", cents, units));

    private static readonly Gen<OtherPayerDecision> Decision =
        Gen.Select(Word, Cents, Adjustment.Array[0, 8], MaybeValue(Day), Maybe(Word), MaybeValue(Cents)).Select(
            (payer, paid, adjustments, on, procedure, remaining) => new OtherPayerDecision
            {
                PayerId = payer, PaidCents = paid, Adjustments = adjustments, DecidedOn = on,

                // Never the one billed, which would not be named.
                PaidProcedure = procedure is null ? null : "Y" + procedure,
                PaidUnits = procedure is null ? null : new(10_000_000), RemainingLiabilityCents = remaining,
            });

    private static readonly Gen<ServiceLine> Line =
        Gen.Select(Cents, Units, Word.Array[0, 4], Gen.Select(Day, Gen.Int[0, 30]), Maybe(Word), Maybe(Word), Provider.Array[0, 2], Decision.Array[0, 2]).Select(
            (charge, units, modifiers, days, control, description, providers, decisions) => new ServiceLine
            {
                Number = 1,
                ProcedureQualifier = "HC",
                Procedure = "99213",
                Modifiers = [.. modifiers.Select(modifier => modifier[..1] + "7")],
                Description = description,
                ChargeCents = charge,
                Unit = "UN",
                Units = units,
                DiagnosisPointers = [1],
                From = days.Item1,
                Through = days.Item1.AddDays(days.Item2),
                ControlNumber = control,
                Providers = [.. providers.Select(provider => new ProviderRole("82", provider))],
                OtherPayerDecisions = decisions,
            });

    private static readonly Gen<OtherPayer> OtherPayer =
        Gen.Select(Word, Word, MaybeValue(Cents), MaybeValue(Cents), Adjustment.Array[0, 8], Maybe(Word), MaybeValue(Day)).Select(
            (id, name, paid, owed, adjustments, subscriber, on) => new OtherPayer
            {
                Responsibility = "P", PayerId = id, PayerName = name, PaidCents = paid, RemainingLiabilityCents = owed,
                Adjustments = adjustments, SubscriberId = subscriber, SubscriberName = on is null ? null : new(name, subscriber), PayerClaimNumber = subscriber,
                NonCoveredCents = owed, DecidedOn = on,
            });

    private static readonly Gen<ClaimCode> Code =
        Gen.Select(Gen.OneOf("BBQ", "BH", "BI", "BE", "BG"), Word, MaybeValue(Day), Gen.Int[0, 30], MaybeValue(Cents)).Select(
            (qualifier, code, from, days, cents) => new ClaimCode(qualifier, code, from, from?.AddDays(days), cents));

    private static readonly Gen<Claim837> Claim =
        Gen.Select(Word, Name, Maybe(Word), Gen.Select(Maybe(Name), MaybeValue(Day), Maybe(Address)), Provider, Line.Array[1, 4], OtherPayer.Array[0, 2], MaybeValue(Cents)).Select(
            (number, name, optional, dependent, provider, lines, payers, patientPaid) => new Claim837
            {
                Kind = ClaimKind.Professional,
                Submission = new() { Reference = "B-1", CreatedOn = new(2026, 2, 10), Submitter = new("CH", "46", "CH1"), Contact = optional is null ? null : new(null, "TE", "3125550100"), Receiver = new("ASO", "46", "ASO") },
                BillingProvider = provider,
                Subscriber = new() { Responsibility = "P", IsPatient = dependent.Item1 is null, Name = name, MemberId = optional, GroupNumber = optional, BirthDate = dependent.Item2, Gender = dependent.Item2 is null ? null : "F" },
                Payer = new("ASO PLAN", "PI", "ASO"),
                Dependent = dependent.Item1 is null ? null : new() { Relationship = "19", Name = dependent.Item1, BirthDate = dependent.Item2, Address = dependent.Item3 },
                ClaimNumber = number,
                ChargeCents = lines.Sum(line => line.ChargeCents),
                Facility = "11",
                Frequency = optional is null ? "1" : "7",
                OriginalReference = optional,
                PriorAuthorization = optional,
                References = optional is null ? [] : [new("D9", optional)],
                Diagnoses = [new("ABK", "C50911"), new("ABF", "E119")],
                AccidentOn = dependent.Item2,
                PatientPaidCents = patientPaid,
                Providers = [new("82", provider), new("77", provider)],
                OtherPayers = payers,
                Lines = [.. lines.Select((line, index) => line with { Number = index + 1 })],
            });

    private static readonly Gen<Claim837> Institutional =
        Gen.Select(Claim, Gen.Select(Day, Gen.Int[0, 60]), MaybeValue(Gen.Int[0, 1_439]), Code.Array[0, 8], Maybe(Word), Gen.OneOf("Y", "N", "U", "W")).Select(
            (claim, days, minutes, codes, procedure, present) => claim with
            {
                Kind = ClaimKind.Institutional, Facility = "11", From = days.Item1, Through = days.Item1.AddDays(days.Item2),
                AdmittedAt = minutes is { } minute ? days.Item1.ToDateTime(new TimeOnly(minute / 60, minute % 60)) : null,
                DischargedAt = minutes is { } hour ? new TimeOnly(hour / 60, 0) : null,
                AdmissionType = "1", AdmissionSource = procedure is null ? null : "4", PatientStatus = "01",
                Diagnoses = [new("ABK", "O800", present), new("ABF", "Z370")],
                Codes = [.. codes.OrderBy(code => code.Qualifier, StringComparer.Ordinal)],
                Lines = [.. claim.Lines.Select(line => line with
                {
                    RevenueCode = "0450", Unit = "DA", DiagnosisPointers = [], ProcedureQualifier = procedure is null ? null : "HC", Procedure = procedure,
                    Modifiers = procedure is null ? [] : line.Modifiers, Description = procedure is null ? null : line.Description,
                })],
            });

    private static readonly Gen<Claim837> Dental =
        Gen.Select(Claim, Day, Gen.OneOf("10", "20", "01", "L").Array[0, 5], Gen.Select(Word, Gen.OneOf("M", "MO", "MOD", "BDFIL")).Array[0, 4], Gen.Bool).Select(
            (claim, day, areas, teeth, replaced) => claim with
            {
                Kind = ClaimKind.Dental, From = day, Through = day,
                Lines = [.. claim.Lines.Select(line => line with
                {
                    ProcedureQualifier = "AD", OralCavity = areas, Prosthesis = replaced ? "R" : null,
                    Teeth = [.. teeth.Select(tooth => new Tooth(tooth.Item1, tooth.Item2))],
                })],
            });

    private static readonly Gen<CoverageEnrollment> Coverage =
        Gen.Select(Maybe(Word), Day, MaybeValue(Day), Maybe(Word), MaybeValue(Day)).Select((plan, from, through, policy, effective) => new CoverageEnrollment
        {
            Maintenance = Maintenance.Add, InsuranceLine = "HLT", Plan = plan, Level = plan is null ? null : "FAM", From = from, Through = through,
            MaintenanceEffective = effective, References = policy is null ? [] : [new("1L", policy)],
            OtherCoverages = policy is null ? [] : [new("P", policy, "1") { From = from, Through = through }],
        });

    private static readonly Gen<MemberEnrollment> Member =
        Gen.Select(Word, Name, Maybe(Word), Gen.Select(MaybeValue(Day), MaybeValue(Day), MaybeValue(Day)), Maybe(Address), Coverage.Array[0, 3], MaybeValue(Cents), Gen.Bool).Select(
            (subscriber, name, optional, days, address, coverages, income, isSubscriber) => new MemberEnrollment
            {
                Header = new() { Reference = "E-1", CreatedOn = new(2026, 1, 5), Action = "2", Sponsor = new("ACME", "FI", "1"), Payer = new("ASO", "FI", "2") },
                IsSubscriber = isSubscriber, Relationship = "18", Maintenance = Maintenance.Reinstate, MaintenanceReason = optional?[..1],
                EmploymentStatus = "FT", DiedOn = days.Item1, SubscriberId = subscriber, GroupNumber = optional,
                References = optional is null ? [] : [new("23", optional), new("ZZ", optional)],
                EmploymentBegan = days.Item1, EmploymentEnded = days.Item2, EligibleFrom = days.Item3, EligibleThrough = days.Item1, MaintenanceEffective = days.Item2,
                Name = name, IdQualifier = optional is null ? null : "ZZ", Id = optional, Address = address, BirthDate = days.Item3,
                Gender = days.Item3 is null ? null : "U", Income = income is { } cents ? new("4", cents, Quantity.Of(40)) : null, Coverages = coverages,
            });

    [Fact]
    public void Professional_claims_of_any_shape_come_back_as_they_were() => ComeBack(Claim);

    [Fact]
    public void Institutional_claims_of_any_shape_come_back_as_they_were() => ComeBack(Institutional);

    [Fact]
    public void Dental_claims_of_any_shape_come_back_as_they_were() => ComeBack(Dental);

    private static void ComeBack(Gen<Claim837> claim) =>
        claim.Array[1, 6].Sample(
            generated =>
            {
                // A set has one submission.
                var claims = Array.ConvertAll(generated, claim => claim with { Submission = generated[0].Submission });
                var output = new ArrayBufferWriter<byte>();
                Claim837Writer.WriteFile(output, Interchange, claims);
                var file = Claim837Reader.ReadFileAsync(new MemoryStream(output.WrittenSpan.ToArray())).GetAwaiter().GetResult();
                Assert.Empty(file.Errors);
                Assert.Empty(file.Refused);
                Assert.Equal(claims.Select(claim => Json(claim)), file.Items.Select(claim => Json(claim)));
            },
            iter: 300);

    [Fact]
    public void Members_of_any_shape_come_back_as_they_were() =>
        Member.Array[1, 6].Sample(
            members =>
            {
                var output = new ArrayBufferWriter<byte>();
                Enrollment834Writer.WriteFile(output, Interchange, members[0].Header, members);
                var file = Enrollment834Reader.ReadFileAsync(new MemoryStream(output.WrittenSpan.ToArray())).GetAwaiter().GetResult();
                Assert.Empty(file.Errors);
                Assert.Empty(file.Refused);
                Assert.Equal(members.Select(member => Json(member)), file.Items.Select(member => Json(member)));
            },
            iter: 300);

    private static Gen<T?> Maybe<T>(Gen<T> value)
        where T : class => Gen.Select(Gen.Bool, value).Select((given, some) => given ? some : null);

    private static Gen<long?> Maybe(Gen<long> value) => MaybeValue(value);

    private static Gen<T?> MaybeValue<T>(Gen<T> value)
        where T : struct => Gen.Select(Gen.Bool, value).Select((given, some) => given ? some : (T?)null);

    private static string Json(Claim837 claim) => JsonSerializer.Serialize(claim with
    {
        Position = default, Lines = [.. claim.Lines.Select(line => line with { Position = default })],
    });

    private static string Json(MemberEnrollment member) => JsonSerializer.Serialize(member with
    {
        Position = default, Coverages = [.. member.Coverages.Select(coverage => coverage with { Position = default })],
    });
}
