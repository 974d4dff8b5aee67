using Aso.Primitives;

namespace Aso.Enrollment.Domain;

/// <summary>The words of the public interface, in the order in which a refusal lists them.</summary>
public static class Words
{
    public static readonly IReadOnlyDictionary<string, Arrangement> Arrangements = new Dictionary<string, Arrangement>
    {
        ["aso"] = Arrangement.Aso,
        ["fully-insured"] = Arrangement.FullyInsured,
    };

    public static readonly IReadOnlyDictionary<string, FundingMethod> FundingMethods = new Dictionary<string, FundingMethod>
    {
        ["prefunded"] = FundingMethod.Prefunded,
        ["payAsYouGo"] = FundingMethod.PayAsYouGo,
        ["levelFunded"] = FundingMethod.LevelFunded,
    };

    public static readonly IReadOnlyDictionary<string, DayOfWeek> Weekdays = new Dictionary<string, DayOfWeek>
    {
        ["monday"] = DayOfWeek.Monday,
        ["tuesday"] = DayOfWeek.Tuesday,
        ["wednesday"] = DayOfWeek.Wednesday,
        ["thursday"] = DayOfWeek.Thursday,
        ["friday"] = DayOfWeek.Friday,
        ["saturday"] = DayOfWeek.Saturday,
        ["sunday"] = DayOfWeek.Sunday,
    };

    public static readonly IReadOnlyDictionary<string, BenefitLine> Lines = new Dictionary<string, BenefitLine>
    {
        ["medical"] = BenefitLine.Medical,
        ["dental"] = BenefitLine.Dental,
        ["std"] = BenefitLine.Std,
        ["ltd"] = BenefitLine.Ltd,
    };

    public static readonly IReadOnlyDictionary<string, Coordination> Coordinations = new Dictionary<string, Coordination>
    {
        ["standard"] = Coordination.Standard,
        ["nonDuplication"] = Coordination.NonDuplication,
    };

    public static readonly IReadOnlyDictionary<string, Relationship> Relationships = new Dictionary<string, Relationship>
    {
        ["employee"] = Relationship.Employee,
        ["spouse"] = Relationship.Spouse,
        ["child"] = Relationship.Child,
    };

    public static readonly IReadOnlyDictionary<string, Tier> Tiers = new Dictionary<string, Tier>
    {
        ["employee"] = Tier.Employee,
        ["employeeSpouse"] = Tier.EmployeeSpouse,
        ["employeeChildren"] = Tier.EmployeeChildren,
        ["family"] = Tier.Family,
    };

    /// <summary>The word for <paramref name="meaning"/>.</summary>
    public static string For<T>(IReadOnlyDictionary<string, T> words, T meaning)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.First(word => EqualityComparer<T>.Default.Equals(word.Value, meaning)).Key;
    }
}
