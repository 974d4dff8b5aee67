using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>A usual reason to be treated.</summary>
/// <param name="PerMille">How often it begins: for so many of a thousand persons of that age in a month.</param>
/// <param name="Diagnoses">One of these sets, in ICD-10-CM.</param>
/// <param name="Procedures">One of these sets at each visit; <c>97110 x2</c> is two units, <c>99213-25</c> has a modifier.</param>
internal sealed record VisitKind(
    Specialty Specialty, int FromAge, int ToAge, int PerMille, string[][] Diagnoses, string[][] Procedures)
{
    public BenefitLine Line => Specialty == Specialty.Dentistry ? BenefitLine.Dental : BenefitLine.Medical;

    /// <summary>A course of treatment has several visits.</summary>
    public (int Fewest, int Most) Visits { get; init; } = (1, 1);

    public int DaysBetweenVisits { get; init; } = 7;

    /// <summary>At most once a year.</summary>
    public bool IsYearly { get; init; }

    /// <summary>The plan wants prior authorization; a few practices forget to ask for it.</summary>
    public bool NeedsAuthorization { get; init; }

    public bool OnlyWomen { get; init; }

    /// <summary>How often, of a thousand, somebody goes to a practice outside the network.</summary>
    public int OutOfNetworkPerMille { get; init; } = 35;
}

/// <summary>What brings people to a doctor in an ordinary year.</summary>
internal static class VisitKinds
{
    public static readonly VisitKind[] All =
    [
        // Check-ups.
        new(Specialty.Pediatrics, 0, 4, 250, [["Z00.129"]], [["99391", "90471", "90686"], ["99392"], ["99392", "90471", "90686"]]),
        new(Specialty.Pediatrics, 5, 17, 55, [["Z00.129"]], [["99393"], ["99394"], ["99393", "90471", "90686"]]) { IsYearly = true },
        new(Specialty.Primary, 18, 39, 45, [["Z00.00"]], [["99395"], ["99395", "80061", "85025"], ["99385", "80053"]]) { IsYearly = true },
        new(Specialty.Primary, 40, 99, 60, [["Z00.00"], ["Z00.00", "I10"]], [["99396", "80053", "80061"], ["99396", "80061", "83036", "84443"]]) { IsYearly = true },
        new(Specialty.Radiology, 40, 99, 45, [["Z12.31"]], [["77067"]]) { IsYearly = true, OnlyWomen = true },
        new(Specialty.Primary, 45, 99, 9, [["Z12.11"]], [["45378"]]) { IsYearly = true },

        // Illness and complaints.
        new(Specialty.Pediatrics, 0, 17, 115, [["J06.9"], ["H66.90"], ["J02.9"], ["L20.9"], ["R50.9"]], [["99213"], ["99212"], ["99213-25", "87880"]]),
        new(Specialty.Primary, 18, 39, 95, [["J06.9"], ["M54.50"], ["K21.9"], ["R51.9"], ["N39.0"]], [["99213"], ["99214"], ["99203"], ["99213-25", "81003"]]),
        new(Specialty.Primary, 40, 99, 150, [["I10"], ["E11.9", "I10"], ["M54.50"], ["E78.5"], ["J20.9"]], [["99213"], ["99214"], ["99214", "80053", "83036"], ["99215"]]),
        new(Specialty.Laboratory, 30, 99, 40, [["E78.5"], ["E11.9"], ["E03.9"]], [["80053", "80061"], ["83036"], ["84443", "85025"]]),
        new(Specialty.Emergency, 0, 99, 15, [["R07.9"], ["S93.401A"], ["R10.9"], ["S01.81XA"]], [["99283"], ["99284", "71046"], ["99284", "85025", "80053"], ["99285", "71046", "85025"]]) { OutOfNetworkPerMille = 90 },
        new(Specialty.Radiology, 12, 99, 14, [["M25.561"], ["M25.511"], ["R05.9"]], [["73562"], ["73030"], ["71046"]]),
        new(Specialty.Radiology, 25, 99, 7, [["M54.16"], ["G43.909"]], [["72148"], ["70553"]]) { NeedsAuthorization = true },

        // Courses of treatment.
        new(Specialty.Therapy, 16, 99, 9, [["M54.50"], ["M25.561"], ["M75.101"]], [["97110 x2", "97140-59"], ["97110 x2"]]) { Visits = (4, 10), DaysBetweenVisits = 5, OutOfNetworkPerMille = 60 },
        new(Specialty.Behavioral, 14, 70, 5, [["F41.1"], ["F32.1"], ["F43.23"]], [["90834"], ["90837"]]) { Visits = (5, 12), DaysBetweenVisits = 14, OutOfNetworkPerMille = 120 },

        // Surgery and birth.
        new(Specialty.Orthopedics, 25, 99, 3, [["M23.205"], ["S83.206A"]], [["29881", "01400"]]) { IsYearly = true },
        new(Specialty.Orthopedics, 55, 99, 3, [["M17.11"]], [["27447"]]) { IsYearly = true, NeedsAuthorization = true },
        new(Specialty.Primary, 20, 99, 3, [["L02.91"], ["L97.519"]], [["10060"], ["11042"]]),
        new(Specialty.Orthopedics, 30, 99, 1, [["K80.20"]], [["47562"]]) { IsYearly = true },
        new(Specialty.Obstetrics, 23, 40, 5, [["O80"]], [["59400"]]) { IsYearly = true, OnlyWomen = true },
        new(Specialty.Primary, 40, 99, 2, [["G47.33"]], [["E0601"]]) { IsYearly = true },

        // What the plan does not pay for.
        new(Specialty.Primary, 45, 99, 2, [["H02.831"]], [["15823"]]),

        // Teeth.
        new(Specialty.Dentistry, 4, 17, 90, [], [["D0120", "D1120", "D1208"], ["D0120", "D1120", "D0274"]]),
        new(Specialty.Dentistry, 18, 99, 80, [], [["D0120", "D1110"], ["D0120", "D1110", "D0274"]]),
        new(Specialty.Dentistry, 6, 99, 16, [], [["D2391"], ["D2392"], ["D2391", "D2392"], ["D7140"]]),
        new(Specialty.Dentistry, 25, 99, 5, [], [["D2740"], ["D3330", "D2740"]]),
        new(Specialty.Dentistry, 11, 15, 12, [], [["D8080"]]) { IsYearly = true },
    ];
}
