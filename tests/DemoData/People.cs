using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>Coverage of one plan; open where <see cref="To"/> is null.</summary>
internal sealed record Coverage(string Plan, BenefitLine Line, Tier? Tier, DateOnly From, DateOnly? To = null);

/// <summary>Somebody who is covered.</summary>
/// <param name="SubscriberId">The employee's own id, for the employee too.</param>
/// <param name="OtherCoverage">Another insurance pays first.</param>
internal sealed record Person(
    string Id,
    string SubscriberId,
    Kinship Kinship,
    string LastName,
    string FirstName,
    bool IsFemale,
    DateOnly BirthDate,
    Money? WeeklyEarnings,
    bool OtherCoverage,
    IReadOnlyList<Coverage> Coverages)
{
    public int AgeOn(DateOnly date) => date.Year - BirthDate.Year - (date < BirthDate.AddYears(date.Year - BirthDate.Year) ? 1 : 0);

    public bool IsCoveredOn(DateOnly date, BenefitLine line) =>
        Coverages.Any(coverage => coverage.Line == line && new DateSpan(coverage.From, coverage.To).Contains(date));
}

internal enum Kinship
{
    Employee,
    Spouse,
    Child,
}

/// <summary>An employee and those covered with it.</summary>
internal sealed record Family(IReadOnlyList<Person> Members)
{
    public Person Employee => Members[0];
}
