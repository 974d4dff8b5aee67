using System.Collections.Frozen;
using System.Globalization;
using Aso.Primitives;

namespace Aso.Enrollment.Domain.Maintenance;

/// <summary>What a maintenance code does to coverage.</summary>
internal enum Step
{
    /// <summary>The span is added; other dates stay as they are.</summary>
    Add,

    /// <summary>The coverage by this plan is now so: with an end date it ends there.</summary>
    State,

    /// <summary>Coverage ends after a last day.</summary>
    Terminate,

    /// <summary>Coverage from a first day on never was.</summary>
    Cancel,

    /// <summary>As <see cref="State"/>; without coverage loops, what ended begins again.</summary>
    Reinstate,
}

/// <summary>The code values of 005010X220A1 that enrollment understands; any other is refused, not guessed.</summary>
internal static class Codes
{
    public static readonly FrozenDictionary<string, Step> MemberMaintenance = new Dictionary<string, Step>
    {
        ["001"] = Step.State,
        ["021"] = Step.Add,
        ["024"] = Step.Terminate,
        ["025"] = Step.Reinstate,
        ["030"] = Step.State,
    }.ToFrozenDictionary();

    public static readonly FrozenDictionary<string, Step> CoverageMaintenance = new Dictionary<string, Step>
    {
        ["001"] = Step.State,
        ["002"] = Step.Cancel,
        ["021"] = Step.Add,
        ["024"] = Step.Terminate,
        ["025"] = Step.Reinstate,
        ["026"] = Step.State,
        ["030"] = Step.State,
    }.ToFrozenDictionary();

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

    /// <summary>Weeks' worth of a period's wages as a fraction: wages × numerator ÷ denominator is a week's.</summary>
    public static readonly FrozenDictionary<string, (long Numerator, long Denominator)> WeeksOfIncome = new Dictionary<string, (long, long)>
    {
        ["1"] = (1, 1),
        ["2"] = (1, 2),
        ["3"] = (24, 52),
        ["4"] = (12, 52),
        ["7"] = (1, 52),
        ["Q"] = (4, 52),
        ["S"] = (2, 52),
    }.ToFrozenDictionary();

    private const string OpenEnd = "99991231";

    /// <summary>Reads CCYYMMDD between the years 1900 and 2999.</summary>
    public static bool TryReadDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date) && date.Year is >= 1900 and <= 2999;

    public static bool IsOpenEnd(string? text) => text is null or OpenEnd;
}
