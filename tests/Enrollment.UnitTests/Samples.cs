using Aso.Enrollment.Domain;
using Aso.Primitives;

namespace Aso.Enrollment.UnitTests;

/// <summary>Complete and right inputs, for tests to spoil in one place.</summary>
internal static class Samples
{
    public static readonly EmployerDraft AcmeTooling = new()
    {
        Name = "Acme Tooling",
        TaxId = "12-3456789",
        Arrangement = "aso",
        PlanYearStart = "2026-01-01",
        Funding = new() { Method = "prefunded", MinimumBalance = "10000.00", TargetBalance = "40000.00" },
        Fees = new() { PerEmployeePerMonth = "32.50", PerClaim = "4.00", PercentOfPaid = "2.5" },
        ExpectedMonthlyClaims = new() { Employee = "410.00", Family = "1100.00" },
    };

    public static readonly ServiceDraft OfficeVisit = new()
    {
        Name = "office-visit",
        Procedures = ["99202-99215"],
        In = new() { Copay = "25.00", Coinsurance = "0", Deductible = false },
        Out = new() { Copay = "0.00", Coinsurance = "40", Deductible = true },
    };

    public static readonly PlanDraft Medical = new()
    {
        Code = "MED",
        Line = "medical",
        TimelyFilingDays = 365,
        Coordination = "nonDuplication",
        Pricing = new()
        {
            FeeSchedule = new Dictionary<string, string?> { ["99213"] = "110.00" },
            OtherwisePercentOfBilled = "80",
            PercentOfBilledOutOfNetwork = "50",
        },
        Deductible = new() { In = new() { Individual = "500.00", Family = "1000.00" } },
        Services = [OfficeVisit],
    };

    public static readonly PlanDraft ShortTermDisability = new()
    {
        Code = "STD",
        Line = "std",
        Percent = "60",
        Minimum = "50.00",
        Maximum = "1200.00",
        EliminationDays = new(0, 7, null),
        MaxWeeks = 26,
    };

    public static readonly PlanDraft LongTermDisability = new()
    {
        Code = "LTD",
        Line = "ltd",
        Percent = "60",
        Minimum = "100.00",
        Maximum = "8000.00",
        EliminationDays = new(null, null, 90),
    };

    public static readonly Offer TwoMedicalPlans = new(
        [new("MED", BenefitLine.Medical), new("HDHP", BenefitLine.Medical), new("DEN", BenefitLine.Dental), new("STD", BenefitLine.Std)], []);

    /// <summary>One plan of each line: an 834 need not name plans.</summary>
    public static readonly Offer OnePlanEach = new(
        [new("MED", BenefitLine.Medical), new("DEN", BenefitLine.Dental), new("STD", BenefitLine.Std), new("LTD", BenefitLine.Ltd)], []);

    public static readonly MemberDraft AnEmployee = new()
    {
        MemberId = "E1",
        Relationship = "employee",
        BirthDate = "1980-02-03",
        Coverages = [new() { Plan = "MED", Tier = "family", From = "2026-01-01" }],
    };

    public static readonly MemberDraft ASpouse = new()
    {
        MemberId = "S1",
        Relationship = "spouse",
        SubscriberId = "E1",
        BirthDate = "1981-05-06",
        Coverages = [new() { Plan = "MED", From = "2026-01-01", To = "2026-06-30" }],
    };

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);

    /// <summary>Fails unless exactly these were objected to, in this order, each as <c>code field</c> and with a remedy.</summary>
    public static void AssertObjections<T>(Checked<T> checkedInput, params string[] expected)
        where T : class
    {
        Assert.Equal(expected, checkedInput.Objections.Select(objection => $"{objection.Code} {objection.Field}"));
        Assert.All(checkedInput.Objections, objection => AssertRemedy(objection.Detail));
    }

    /// <summary>Fails unless the text is a sentence.</summary>
    public static void AssertRemedy(string detail) => Assert.Matches(@"^\p{Lu}.+\.$", detail);
}
