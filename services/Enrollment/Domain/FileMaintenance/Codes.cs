using System.Collections.Frozen;
using Aso.Primitives;

namespace Aso.Enrollment.Domain.FileMaintenance;

/// <summary>The code values of 005010X220A1 that enrollment understands; any other is refused, not guessed.</summary>
internal static class Codes
{
    public static readonly FrozenDictionary<string, Relationship> Relationships = new Dictionary<string, Relationship>
    {
        ["18"] = Relationship.Employee,
        ["01"] = Relationship.Spouse,
        ["53"] = Relationship.Spouse,
        ["09"] = Relationship.Child,
        ["10"] = Relationship.Child,
        ["15"] = Relationship.Child,
        ["17"] = Relationship.Child,
        ["19"] = Relationship.Child,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, BenefitLine> Lines = new Dictionary<string, BenefitLine>
    {
        ["HLT"] = BenefitLine.Medical,
        ["MM"] = BenefitLine.Medical,
        ["HMO"] = BenefitLine.Medical,
        ["PPO"] = BenefitLine.Medical,
        ["EPO"] = BenefitLine.Medical,
        ["POS"] = BenefitLine.Medical,
        ["DEN"] = BenefitLine.Dental,
        ["STD"] = BenefitLine.Std,
        ["LTD"] = BenefitLine.Ltd,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, Tier> Tiers = new Dictionary<string, Tier>
    {
        ["EMP"] = Tier.Employee,
        ["IND"] = Tier.Employee,
        ["ESP"] = Tier.EmployeeSpouse,
        ["ECH"] = Tier.EmployeeChildren,
        ["FAM"] = Tier.Family,
    }.ToFrozenDictionary();

    public const string Hourly = "H";

    /// <summary>A week's wages are a period's × numerator ÷ denominator; a year has 52 weeks.</summary>
    public static readonly FrozenDictionary<string, (long Numerator, long Denominator)> WeekOfPeriod = new Dictionary<string, (long, long)>
    {
        ["1"] = (1, 1),
        ["2"] = (1, 2),
        ["3"] = (24, 52),
        ["4"] = (12, 52),
        ["7"] = (1, 52),
        ["Q"] = (4, 52),
        ["S"] = (2, 52),
    }.ToFrozenDictionary();

    /// <summary>How senders write that a coverage has no end.</summary>
    private static readonly DateOnly OpenEnd = new(9999, 12, 31);

    public static bool IsOpenEnd(DateOnly? through) => through is null || through == OpenEnd;
}
