using System.Globalization;
using Aso.Primitives;

namespace Aso.DemoData;

internal enum Specialty
{
    Primary,
    Pediatrics,
    Emergency,
    Orthopedics,
    Therapy,
    Behavioral,
    Radiology,
    Laboratory,
    Obstetrics,
    Oncology,
    Nephrology,
    Neonatology,
    Dentistry,
}

/// <summary>Somebody who treats members and sends claims.</summary>
internal sealed record Practice(string Npi, string TaxId, string Name, Specialty Specialty, bool IsInNetwork);

/// <summary>The practices of the region, most of them under contract with the network.</summary>
internal sealed class Providers
{
    private const int InNetworkEach = 4;
    private const int OutOfNetworkEach = 1;

    // NPIs begin with 1 or 2; these numbers are not taken from the registry of real ones.
    private const int FirstNumber = 199_900_100;

    private readonly ILookup<(Specialty Specialty, bool IsInNetwork), Practice> _practices;

    public Providers(Chance chance)
    {
        var practices = new List<Practice>();
        foreach (var specialty in Enum.GetValues<Specialty>())
        {
            for (var index = 0; index < InNetworkEach + OutOfNetworkEach; index++)
            {
                practices.Add(Practice(chance, specialty, practices.Count, isInNetwork: index < InNetworkEach));
            }
        }

        _practices = practices.ToLookup(practice => (practice.Specialty, practice.IsInNetwork));
        Network = [.. practices.Where(practice => practice.IsInNetwork).Select(practice => practice.Npi)];
    }

    /// <summary>NPIs in network.</summary>
    public IReadOnlyList<string> Network { get; }

    public Practice Any(Chance chance, Specialty specialty, bool isInNetwork) => chance.OneOf([.. _practices[(specialty, isInNetwork)]]);

    /// <summary>The same practice for the same member: people have a doctor.</summary>
    public Practice Of(Person person, Specialty specialty)
    {
        var practices = _practices[(specialty, true)].ToList();
        return practices[person.SubscriberId.Sum(letter => letter) % practices.Count];
    }

    private static Practice Practice(Chance chance, Specialty specialty, int number, bool isInNetwork)
    {
        var npi = Npi.WithCheckDigit((FirstNumber + number * 7).ToString(CultureInfo.InvariantCulture));
        var taxId = (910_000_000 + number * 1_013).ToString(CultureInfo.InvariantCulture);
        return new(npi, taxId, $"{chance.OneOf(Names.Last)} {Suffix(specialty)}", specialty, isInNetwork);
    }

    private static string Suffix(Specialty specialty) => specialty switch
    {
        Specialty.Primary => "FAMILY MEDICINE",
        Specialty.Pediatrics => "PEDIATRICS",
        Specialty.Emergency => "EMERGENCY PHYSICIANS",
        Specialty.Orthopedics => "ORTHOPEDICS",
        Specialty.Therapy => "PHYSICAL THERAPY",
        Specialty.Behavioral => "COUNSELING",
        Specialty.Radiology => "IMAGING",
        Specialty.Laboratory => "LABORATORIES",
        Specialty.Obstetrics => "WOMENS HEALTH",
        Specialty.Oncology => "CANCER CENTER",
        Specialty.Nephrology => "KIDNEY CARE",
        Specialty.Neonatology => "NEONATAL ASSOCIATES",
        _ => "DENTAL",
    };
}
