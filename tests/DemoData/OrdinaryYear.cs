using System.Globalization;
using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>The treatments of a year by chance: who is treated for what, where, and when the claim is sent.</summary>
internal sealed class OrdinaryYear(Providers providers, Chance chance)
{
    private const int AuthorizationForgottenPerMille = 80;
    private const int StatementForgottenPerMille = 120;

    public IEnumerable<Encounter> Of(Person person)
    {
        var own = chance.Fork();
        foreach (var kind in VisitKinds.All)
        {
            foreach (var start in Starts(own, person, kind))
            {
                foreach (var encounter in Course(own, person, kind, start))
                {
                    yield return encounter;
                }
            }
        }
    }

    private static IEnumerable<DateOnly> Starts(Chance own, Person person, VisitKind kind)
    {
        for (var month = 1; month <= 12; month++)
        {
            var date = new DateOnly(Workforce.YearStart.Year, month, own.Between(1, 28));
            var age = person.AgeOn(date);
            var concerns = age >= kind.FromAge && age <= kind.ToAge && (!kind.OnlyWomen || person.IsFemale);
            if (own.Happens(kind.PerMille) && concerns && person.IsCoveredOn(date, kind.Line))
            {
                yield return date;
                if (kind.IsYearly)
                {
                    yield break;
                }
            }
        }
    }

    private IEnumerable<Encounter> Course(Chance own, Person person, VisitKind kind, DateOnly start)
    {
        var practice = own.Happens(kind.OutOfNetworkPerMille)
            ? providers.Any(own, kind.Specialty, isInNetwork: false)
            : providers.Of(person, kind.Specialty);
        var diagnoses = kind.Diagnoses.Length == 0 ? [] : own.OneOf(kind.Diagnoses);
        var authorization = kind.NeedsAuthorization && !own.Happens(AuthorizationForgottenPerMille)
            ? $"PA{own.Between(100_000, 999_999).ToString(CultureInfo.InvariantCulture)}"
            : null;
        var visits = own.Between(kind.Visits.Fewest, kind.Visits.Most);
        for (var visit = 0; visit < visits; visit++)
        {
            var on = start.AddDays(visit * kind.DaysBetweenVisits);
            var services = Array.ConvertAll(own.OneOf(kind.Procedures), procedure => ServiceOf(own, person, procedure, on));
            if (ClaimFileDates.NextOn(on.AddDays(DaysUntilSent(own))) is { } sentOn)
            {
                yield return new(person, practice, kind.Line, sentOn, diagnoses, services, authorization);
            }
        }
    }

    /// <summary>Most claims are sent within two weeks, some within ten; a very few so late that the plan no longer pays.</summary>
    private static int DaysUntilSent(Chance own) => own.Between(1, 1000) switch
    {
        <= 600 => own.Between(2, 14),
        <= 900 => own.Between(15, 40),
        <= 994 => own.Between(41, 75),
        _ => own.Between(185, 240),
    };

    private static Service ServiceOf(Chance own, Person person, string procedure, DateOnly on)
    {
        var units = procedure.EndsWith(" x2", StringComparison.Ordinal) ? 2 : 1;
        var parts = procedure.Split(' ')[0].Split('-');
        var billed = Procedures.Charge(own, parts[0]) * units;

        // Where another insurance pays first, its statement belongs to the claim; now and then it is forgotten.
        var otherPayerPaid = person.OtherCoverage && !own.Happens(StatementForgottenPerMille)
            ? billed.TimesRounded(own.Between(0, 7), 10)
            : (Money?)null;
        return new(parts[0], on, units, billed, parts[1..], otherPayerPaid);
    }
}
