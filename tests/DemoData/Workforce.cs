using System.Globalization;
using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>The people of the demo employer: who is enrolled from the start, who leaves, and who is hired within the year.</summary>
internal sealed class Workforce
{
    private const int EmployeesAtStart = 300;
    private const int HiredInJuly = 9;

    /// <summary>The file of July ends the coverage of every thirty-first family.</summary>
    private const int LeavingEvery = 31;

    public static readonly DateOnly YearStart = new(2026, 1, 1);

    private static readonly DateOnly HiredFrom = new(2026, 7, 1);
    private static readonly DateOnly LeftOn = new(2026, 6, 30);

    /// <summary>This family's termination becomes known two months late: what was paid meanwhile is recoverable.</summary>
    private static readonly DateOnly LeftLongBefore = new(2026, 4, 30);

    private readonly Chance _chance;

    public Workforce(Chance chance)
    {
        _chance = chance;
        AtStart = [.. Enumerable.Range(1, EmployeesAtStart).Select(number => Family(number, YearStart))];
        Leaving = [.. AtStart.Where((_, index) => index % LeavingEvery == LeavingEvery - 1)];
        Hired = [.. Enumerable.Range(EmployeesAtStart + 1, HiredInJuly).Select(number => Family(number, HiredFrom))];
    }

    public IReadOnlyList<Family> AtStart { get; }

    /// <summary>Of <see cref="AtStart"/>.</summary>
    public IReadOnlyList<Family> Leaving { get; }

    public IReadOnlyList<Family> Hired { get; }

    public IEnumerable<Person> Everybody => AtStart.Concat(Hired).SelectMany(family => family.Members);

    /// <summary>The last day of coverage of a family of <see cref="Leaving"/>.</summary>
    public DateOnly LastDayOf(Family family) => family == Leaving[0] ? LeftLongBefore : LeftOn;

    private Family Family(int number, DateOnly from)
    {
        var chance = _chance.Fork();
        var tier = TierOf(chance.Between(1, 100));
        var lastName = chance.OneOf(Names.Last);
        var subscriber = $"HP{number.ToString("00000", CultureInfo.InvariantCulture)}";
        var employee = Employee(chance, subscriber, lastName, tier, from);
        var members = new List<Person> { employee };
        if (tier is Tier.EmployeeSpouse or Tier.Family)
        {
            members.Add(Spouse(chance, employee, from));
        }

        if (tier is Tier.EmployeeChildren or Tier.Family)
        {
            var children = chance.Between(1, 3);
            members.AddRange(Enumerable.Range(1, children).Select(child => Child(chance, employee, child, from)));
        }

        return new(members);
    }

    private static Tier TierOf(int percent) => percent switch
    {
        <= 34 => Tier.Employee,
        <= 49 => Tier.EmployeeSpouse,
        <= 69 => Tier.EmployeeChildren,
        _ => Tier.Family,
    };

    private static Person Employee(Chance chance, string id, string lastName, Tier tier, DateOnly from)
    {
        var isFemale = chance.Happens(480);
        return new(
            id, id, Kinship.Employee, lastName, FirstName(chance, isFemale), isFemale,
            Birthday(chance, YearStart.Year - 63, YearStart.Year - 24),
            new Money(chance.Between(70_000, 260_000)),
            OtherCoverage: false,
            [
                new("PPO", BenefitLine.Medical, tier, from),
                new("DENTAL", BenefitLine.Dental, tier, from),
                new("STD", BenefitLine.Std, null, from),
                new("LTD", BenefitLine.Ltd, null, from),
            ]);
    }

    private static Person Spouse(Chance chance, Person employee, DateOnly from)
    {
        var isFemale = !employee.IsFemale;
        var birthDate = Birthday(chance, employee.BirthDate.Year - 4, employee.BirthDate.Year + 4);
        return Dependant(chance, employee, "S", Kinship.Spouse, isFemale, birthDate, otherCoverage: chance.Happens(130), from);
    }

    private static Person Child(Chance chance, Person employee, int number, DateOnly from)
    {
        var youngest = Math.Min(YearStart.Year - 1, employee.BirthDate.Year + 42);
        var oldest = Math.Max(employee.BirthDate.Year + 22, YearStart.Year - 24);
        var birthDate = Birthday(chance, Math.Min(oldest, youngest), youngest);
        return Dependant(chance, employee, $"C{number}", Kinship.Child, chance.Happens(490), birthDate, otherCoverage: chance.Happens(40), from);
    }

    private static Person Dependant(
        Chance chance, Person employee, string suffix, Kinship kinship, bool isFemale, DateOnly birthDate, bool otherCoverage, DateOnly from) =>
        new(
            $"{employee.Id}-{suffix}", employee.Id, kinship, employee.LastName, FirstName(chance, isFemale), isFemale, birthDate,
            WeeklyEarnings: null, otherCoverage,
            [new("PPO", BenefitLine.Medical, null, from), new("DENTAL", BenefitLine.Dental, null, from)]);

    private static string FirstName(Chance chance, bool isFemale) => chance.OneOf(isFemale ? Names.Female : Names.Male);

    private static DateOnly Birthday(Chance chance, int earliestYear, int latestYear) =>
        new DateOnly(chance.Between(earliestYear, latestYear), 1, 1).AddDays(chance.Between(0, 364));
}
