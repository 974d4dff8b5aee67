using System.Globalization;
using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>The few members whose treatment costs more than everybody else's: what stop-loss insurance is for.</summary>
internal sealed class Catastrophes
{
    private static readonly DateOnly YearEnd = new(Workforce.YearStart.Year, 12, 31);
    private static readonly DateOnly BornOn = new(Workforce.YearStart.Year, 6, 10);

    private readonly Providers _providers;
    private readonly Chance _chance;
    private readonly Person _withBreastCancer;
    private readonly Person _withKidneyFailure;
    private readonly IReadOnlyList<Person> _withCrohnsDisease;

    public Catastrophes(Workforce workforce, Providers providers, Chance chance)
    {
        _providers = providers;
        _chance = chance;
        var staying = workforce.AtStart.Except(workforce.Leaving).ToList();
        var adults = staying.SelectMany(family => family.Members).Where(person => !person.OtherCoverage && person.Kinship != Kinship.Child).ToList();
        _withBreastCancer = adults.First(person => person is { IsFemale: true, Kinship: Kinship.Spouse } && person.AgeOn(YearEnd) is >= 48 and <= 58);
        _withKidneyFailure = adults.First(person => person is { IsFemale: false, Kinship: Kinship.Employee } && person.AgeOn(YearEnd) is >= 50 and <= 60);
        _withCrohnsDisease = [.. adults.Where(person => person.AgeOn(YearEnd) is >= 30 and <= 40).Take(2)];
        Newborn = NewbornOf(staying.First(family => family.Members.Count == 2 && family.Members[1] is { IsFemale: true, Kinship: Kinship.Spouse } spouse && spouse.AgeOn(BornOn) is >= 26 and <= 38));
    }

    /// <summary>Born within the year, ten weeks early; enrolled by the change file of July.</summary>
    public Person Newborn { get; }

    public IEnumerable<Encounter> All() =>
        BreastCancer().Concat(KidneyFailure()).Concat(Prematurity()).Concat(_withCrohnsDisease.SelectMany(CrohnsDisease));

    private IEnumerable<Encounter> BreastCancer()
    {
        const Specialty oncology = Specialty.Oncology;
        string[] diagnoses = ["C50.911"];
        var authorization = Authorization();
        yield return Sent(_withBreastCancer, oncology, diagnoses, authorization, Year(2, 17), "99205", "80053", "85025");
        yield return Sent(_withBreastCancer, oncology, diagnoses, authorization, Year(3, 4), "19301");

        // Immunotherapy every three weeks, radiation of five days a week for six weeks.
        for (var on = Year(3, 23); on <= Year(12, 10); on = on.AddDays(21))
        {
            yield return Sent(_withBreastCancer, oncology, diagnoses, authorization, on, "J9271", "96413", "96415", "J2505");
        }

        for (var week = Year(4, 6); week < Year(5, 18); week = week.AddDays(7))
        {
            var services = Enumerable.Range(0, 5).Select(day => Service("77385", week.AddDays(day))).ToArray();
            yield return Sent(_withBreastCancer, oncology, diagnoses, authorization, services);
        }
    }

    private IEnumerable<Encounter> KidneyFailure()
    {
        string[] diagnoses = ["N18.6", "I12.0"];

        // Three treatments a week, and once a month the physician's oversight.
        for (var week = Year(1, 5); week <= Year(12, 14); week = week.AddDays(7))
        {
            int[] days = [0, 2, 4];
            yield return Sent(_withKidneyFailure, Specialty.Nephrology, diagnoses, null, [.. days.Select(day => Service("90999", week.AddDays(day))), Service("J0887", week)]);
        }

        for (var month = 1; month <= 12; month++)
        {
            yield return Sent(_withKidneyFailure, Specialty.Nephrology, diagnoses, null, Year(month, 15), "90960");
        }
    }

    private IEnumerable<Encounter> Prematurity()
    {
        const Specialty neonatology = Specialty.Neonatology;
        string[] diagnoses = ["P07.33", "P22.0"];
        yield return Sent(Newborn, neonatology, diagnoses, null, BornOn, "99468", "31500", "36510", "94002", "A0225");

        // A week of intensive care in each claim, from the second day to the sixty-third; afterwards only observation.
        for (var week = 0; week < 9; week++)
        {
            var from = BornOn.AddDays(1 + week * 7);
            var procedure = week < 7 ? "99469" : "99478";
            yield return Sent(Newborn, neonatology, diagnoses, null, [.. Enumerable.Range(0, 7).Select(day => Service(procedure, from.AddDays(day)))]);
        }
    }

    private IEnumerable<Encounter> CrohnsDisease(Person person)
    {
        for (var on = Year(1, 19); on <= Year(12, 1); on = on.AddDays(56))
        {
            yield return Sent(person, Specialty.Oncology, ["K50.90"], Authorization(), [Service("J1745", on, units: 5), Service("96365", on)]);
        }
    }

    private static Person NewbornOf(Family family) =>
        new(
            $"{family.Employee.Id}-C1", family.Employee.Id, Kinship.Child, family.Employee.LastName, "GRACE", IsFemale: true, BornOn,
            WeeklyEarnings: null, OtherCoverage: false, [new("PPO", BenefitLine.Medical, null, BornOn), new("DENTAL", BenefitLine.Dental, null, BornOn)]);

    private Encounter Sent(Person person, Specialty specialty, string[] diagnoses, string? authorization, DateOnly on, params string[] procedures) =>
        Sent(person, specialty, diagnoses, authorization, Array.ConvertAll(procedures, procedure => Service(procedure, on)));

    private Encounter Sent(Person person, Specialty specialty, string[] diagnoses, string? authorization, Service[] services)
    {
        var ready = services.Max(service => service.On).AddDays(_chance.Between(2, 9));

        // The newborn's claims wait until it is enrolled. Nothing here is ready later than the year's last file.
        var notBefore = person == Newborn ? ClaimFileDates.All[6] : ready;
        var sentOn = ClaimFileDates.NextOn(ready > notBefore ? ready : notBefore)!.Value;
        return new(person, _providers.Of(person, specialty), BenefitLine.Medical, sentOn, diagnoses, services, authorization);
    }

    private Service Service(string procedure, DateOnly on, int units = 1) => new(procedure, on, units, Procedures.Charge(_chance, procedure) * units, []);

    private string Authorization() => $"PA{_chance.Between(100_000, 999_999).ToString(CultureInfo.InvariantCulture)}";

    private static DateOnly Year(int month, int day) => new(Workforce.YearStart.Year, month, day);
}
