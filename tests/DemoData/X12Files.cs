using System.Buffers;
using System.Globalization;
using Aso.Primitives;
using Aso.X12;
using Aso.X12.Claims837;
using Aso.X12.Enrollment834;

namespace Aso.DemoData;

/// <summary>The demo group's files as an employer and a clearinghouse would send them.</summary>
internal static class X12Files
{
    private const string Clearinghouse = "CLEARWAY";
    private const string Administrator = "ASOPLATFORM";
    private const string OtherInsurer = "OTHER INSURANCE";
    private const string OtherInsurerId = "OTHER1";

    private static readonly PostalAddress PracticeAddress = new("100 MAIN ST", null, "HARBOR POINT", "OH", "441010001");

    private static readonly Dictionary<Specialty, string> Facilities = new()
    {
        [Specialty.Emergency] = "23",
        [Specialty.Orthopedics] = "24",
        [Specialty.Obstetrics] = "21",
        [Specialty.Neonatology] = "21",
        [Specialty.Nephrology] = "65",
        [Specialty.Laboratory] = "81",
    };

    /// <summary>Everybody as of the start of the year.</summary>
    public static byte[] FullEnrollment(DateOnly on, IEnumerable<Family> families) =>
        Enrollment(on, 1, FileAction.Full, families.SelectMany(family => family.Members).Select(person => Enrolled(person, person.Coverages)));

    /// <summary>Who left, who was hired, who was born.</summary>
    public static byte[] ChangedEnrollment(DateOnly on, Workforce workforce, Person newborn)
    {
        var left = workforce.Leaving.SelectMany(family => family.Members.Select(person => Terminated(person, workforce.LastDayOf(family))));
        var came = workforce.Hired.SelectMany(family => family.Members).Append(newborn).Select(person => Enrolled(person, person.Coverages));
        return Enrollment(on, 2, FileAction.Changes, left.Concat(came));
    }

    /// <param name="number">Of the interchange, unique.</param>
    public static byte[] Claims(DateOnly on, int number, ClaimKind kind, IEnumerable<Encounter> encounters)
    {
        var submission = new ClaimSubmission
        {
            Reference = $"BATCH{number.ToString("0000", CultureInfo.InvariantCulture)}",
            CreatedOn = on,
            Submitter = new("CLEARWAY EDI", "46", Clearinghouse),
            Contact = new("CLEARWAY EDI", "EM", "edi@example.com"),
            Receiver = new("ASO PLATFORM", "46", Administrator),
        };
        var output = new ArrayBufferWriter<byte>();
        Claim837Writer.WriteFile(output, Interchange(Clearinghouse, on, number), encounters.Select(encounter => Claim(encounter, kind, submission)));
        return output.WrittenSpan.ToArray();
    }

    private static byte[] Enrollment(DateOnly on, int number, string action, IEnumerable<MemberEnrollment> members)
    {
        var output = new ArrayBufferWriter<byte>();
        Enrollment834Writer.WriteFile(output, Interchange("HARBORPOINT", on, number), Header(on, action), members);
        return output.WrittenSpan.ToArray();
    }

    private static EnrollmentHeader Header(DateOnly on, string action) => new()
    {
        Reference = $"HP{on.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}",
        CreatedOn = on,
        Action = action,
        EffectiveOn = on,
        Sponsor = new(DemoEmployer.Name.ToUpperInvariant(), "FI", DemoEmployer.TaxId.Replace("-", "", StringComparison.Ordinal)),
        Payer = new("ASO PLATFORM", "FI", "999999999"),
    };

    private static MemberEnrollment Enrolled(Person person, IReadOnlyList<Coverage> coverages) => Member(person) with
    {
        Maintenance = Maintenance.Add,
        MaintenanceReason = "28",
        EmploymentStatus = person.Kinship == Kinship.Employee ? "FT" : null,
        EmploymentBegan = person.Kinship == Kinship.Employee ? coverages[0].From : null,
        Income = person.WeeklyEarnings is { } weekly ? new Income("1", weekly.Cents, Quantity.Of(40)) : null,
        Coverages = [.. coverages.Select(coverage => Covered(person, coverage))],
    };

    private static MemberEnrollment Terminated(Person person, DateOnly lastDay) => Member(person) with
    {
        Maintenance = Maintenance.Cancel,
        MaintenanceReason = "08",
        EligibleThrough = lastDay,
    };

    private static MemberEnrollment Member(Person person) => new()
    {
        Header = Header(Workforce.YearStart, FileAction.Full),
        IsSubscriber = person.Kinship == Kinship.Employee,
        Relationship = person.Kinship switch { Kinship.Employee => "18", Kinship.Spouse => "01", _ => "19" },
        Maintenance = Maintenance.Change,
        SubscriberId = person.SubscriberId,
        References = person.Kinship == Kinship.Employee ? [] : [new("23", person.Id)],
        Name = new(person.LastName, person.FirstName),
        BirthDate = person.BirthDate,
        Gender = person.IsFemale ? "F" : "M",
    };

    private static CoverageEnrollment Covered(Person person, Coverage coverage) => new()
    {
        Maintenance = Maintenance.Add,
        InsuranceLine = coverage.Line switch { BenefitLine.Medical => "PPO", BenefitLine.Dental => "DEN", BenefitLine.Std => "STD", _ => "LTD" },
        Plan = coverage.Plan,
        Level = coverage.Tier switch { null => null, Tier.Employee => "EMP", Tier.EmployeeSpouse => "ESP", Tier.EmployeeChildren => "ECH", _ => "FAM" },
        From = coverage.From,
        OtherCoverages = person.OtherCoverage && coverage.Line is (BenefitLine.Medical or BenefitLine.Dental)
            ? [new("P", null, "1")]
            : [],
    };

    private static Claim837 Claim(Encounter encounter, ClaimKind kind, ClaimSubmission submission) => new()
    {
        Kind = kind,
        Submission = submission,
        BillingProvider = new()
        {
            IsOrganization = true,
            Name = new(encounter.Practice.Name),
            Npi = encounter.Practice.Npi,
            TaxId = encounter.Practice.TaxId,
            Address = PracticeAddress,
        },

        // Everybody here has a number of their own and stands in the subscriber's place, as the guide wants.
        Subscriber = new()
        {
            Responsibility = encounter.Patient.OtherCoverage ? "S" : "P",
            IsPatient = true,
            GroupNumber = "HARBORPT",
            ClaimFiling = "CI",
            Name = new(encounter.Patient.LastName, encounter.Patient.FirstName),
            MemberId = encounter.Patient.Id,
            BirthDate = encounter.Patient.BirthDate,
            Gender = encounter.Patient.IsFemale ? "F" : "M",
        },
        Payer = new("ASO PLATFORM", "PI", Administrator),
        ClaimNumber = encounter.Number,
        ChargeCents = encounter.Billed.Cents,
        Facility = Facilities.GetValueOrDefault(encounter.Practice.Specialty, "11"),
        Frequency = encounter.Frequency.ToString(CultureInfo.InvariantCulture),
        OriginalReference = encounter.Original,
        PriorAuthorization = encounter.Authorization,
        Diagnoses = [.. encounter.Diagnoses.Select((code, index) => new Diagnosis(index == 0 ? "ABK" : "ABF", code.Replace(".", "", StringComparison.Ordinal)))],
        OtherPayers = [.. OtherPayers(encounter)],
        Lines = [.. encounter.Services.Select((service, index) => Line(service, index + 1, kind, encounter.SentOn))],
    };

    private static IEnumerable<OtherPayer> OtherPayers(Encounter encounter)
    {
        if (encounter.Services.Any(service => service.OtherPayerPaid is not null))
        {
            yield return new()
            {
                Responsibility = "P",
                Relationship = "18",
                ClaimFiling = "CI",
                PayerName = OtherInsurer,
                PayerId = OtherInsurerId,
                SubscriberId = encounter.Patient.Id,
                PaidCents = encounter.Services.Sum(service => service.OtherPayerPaid ?? Money.Zero).Cents,
            };
        }
    }

    private static ServiceLine Line(Service service, int number, ClaimKind kind, DateOnly sentOn) => new()
    {
        Number = number,
        ProcedureQualifier = kind == ClaimKind.Dental ? "AD" : "HC",
        Procedure = service.Procedure,
        Modifiers = service.Modifiers,
        ChargeCents = service.Billed.Cents,
        Unit = "UN",
        Units = Quantity.Of(service.Units),
        DiagnosisPointers = kind == ClaimKind.Dental ? [] : [1],
        From = service.On,
        Through = service.On,
        OtherPayerDecisions = service.OtherPayerPaid is { } paid ? [Decision(service, paid, sentOn)] : [],
    };

    private static OtherPayerDecision Decision(Service service, Money paid, DateOnly sentOn) => new()
    {
        PayerId = OtherInsurerId,
        PaidCents = paid.Cents,
        Adjustments = service.Billed == paid ? [] : [new("CO", "45", (service.Billed - paid).Cents)],
        DecidedOn = sentOn.AddDays(-1),
    };

    private static InterchangeHeader Interchange(string sender, DateOnly on, int number) => new()
    {
        SenderId = sender,
        ReceiverId = Administrator,
        At = on.ToDateTime(new TimeOnly(6, 0)),
        ControlNumber = number.ToString("000000000", CultureInfo.InvariantCulture),
    };

    private static class FileAction
    {
        public const string Changes = "2";
        public const string Full = "4";
    }
}
