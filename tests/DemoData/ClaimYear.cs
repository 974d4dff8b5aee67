using System.Globalization;
using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>Every claim of the year, numbered: what was treated, and what practices sent twice, took back or corrected.</summary>
internal sealed class ClaimYear
{
    private const int DuplicatePerMille = 9;
    private const int VoidPerMille = 6;
    private const int ReplacementPerMille = 9;

    /// <summary>For so long after coverage has ended members still show their card.</summary>
    private const int DaysOfUnknowing = 40;

    public ClaimYear(Workforce workforce, Catastrophes catastrophes, Providers providers, Chance chance)
    {
        var ordinary = new OrdinaryYear(providers, chance.Fork());
        var lastDays = workforce.Leaving
            .SelectMany(family => family.Members.Select(member => (member, LastDay: workforce.LastDayOf(family))))
            .ToDictionary(entry => entry.member, entry => entry.LastDay);
        var originals = Numbered(workforce.Everybody.SelectMany(ordinary.Of)
            .Where(encounter => !lastDays.TryGetValue(encounter.Patient, out var lastDay) || encounter.LastService <= lastDay.AddDays(DaysOfUnknowing))
            .Concat(catastrophes.All()));
        Encounters = [.. originals.Concat(Corrections(originals, chance.Fork()))];
    }

    public IReadOnlyList<Encounter> Encounters { get; }

    /// <summary>The claims of one file. A practice's claims stand together, a member's within them.</summary>
    public IReadOnlyList<Encounter> SentOn(DateOnly date, BenefitLine line) =>
    [
        .. Encounters.Where(encounter => encounter.SentOn == date && encounter.Line == line)
            .OrderBy(encounter => encounter.Practice.Npi, StringComparer.Ordinal)
            .ThenBy(encounter => encounter.Patient.Id, StringComparer.Ordinal)
            .ThenBy(encounter => encounter.Number, StringComparer.Ordinal),
    ];

    private static Encounter[] Numbered(IEnumerable<Encounter> encounters) =>
    [
        .. encounters
            .OrderBy(encounter => encounter.SentOn)
            .ThenBy(encounter => encounter.LastService)
            .ThenBy(encounter => encounter.Patient.Id, StringComparer.Ordinal)
            .ThenBy(encounter => encounter.Practice.Npi, StringComparer.Ordinal)
            .Select((encounter, index) => encounter with { Number = $"26-{(index + 1).ToString("000000", CultureInfo.InvariantCulture)}" }),
    ];

    private static IEnumerable<Encounter> Corrections(IEnumerable<Encounter> originals, Chance chance)
    {
        foreach (var original in originals)
        {
            if (ClaimFileDates.NextOn(original.SentOn.AddDays(1)) is not { } sentOn)
            {
                continue;
            }

            var again = original with { SentOn = sentOn };
            switch (chance.Between(1, 1000))
            {
                case <= DuplicatePerMille:
                    yield return again with { Number = original.Number + "D" };
                    break;
                case <= DuplicatePerMille + VoidPerMille:
                    yield return again with { Number = original.Number + "V", Frequency = 8, Original = original.Number };
                    break;
                case <= DuplicatePerMille + VoidPerMille + ReplacementPerMille:
                    yield return Corrected(again) with { Number = original.Number + "R", Frequency = 7, Original = original.Number };
                    break;
            }
        }
    }

    /// <summary>The first service was billed too high.</summary>
    private static Encounter Corrected(Encounter encounter)
    {
        var first = encounter.Services[0];
        var billed = first.Billed.TimesRounded(4, 5);
        var paid = first.OtherPayerPaid is { } other ? Money.Min(other, billed) : (Money?)null;
        return encounter with { Services = [first with { Billed = billed, OtherPayerPaid = paid }, .. encounter.Services.Skip(1)] };
    }
}
