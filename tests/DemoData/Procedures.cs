using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>What the demo's practices bill, and what the network has agreed to pay for it.</summary>
internal static class Procedures
{
    /// <summary>Procedure code: what is usually billed for one unit, and the network's fee; dollars.</summary>
    private static readonly Dictionary<string, (int Charge, int Fee)> ByCode = new()
    {
        // Office, preventive and emergency visits.
        ["99203"] = (240, 128), ["99204"] = (345, 192), ["99212"] = (120, 64), ["99213"] = (185, 104), ["99214"] = (265, 148), ["99215"] = (350, 208),
        ["99283"] = (980, 520), ["99284"] = (2250, 1180), ["99285"] = (3900, 1960),
        ["99391"] = (210, 128), ["99392"] = (225, 138), ["99393"] = (225, 138), ["99394"] = (245, 152),
        ["99385"] = (270, 165), ["99395"] = (255, 158), ["99396"] = (275, 170),
        ["90471"] = (48, 25), ["90686"] = (42, 24), ["77067"] = (390, 178), ["45378"] = (4300, 2350),

        // Laboratory.
        ["80053"] = (95, 22), ["80061"] = (88, 24), ["83036"] = (72, 18), ["84443"] = (110, 30), ["85025"] = (60, 15), ["87880"] = (58, 22), ["81003"] = (30, 8),

        // Imaging.
        ["71046"] = (190, 62), ["73030"] = (175, 58), ["73562"] = (185, 60), ["72148"] = (3100, 1350), ["70553"] = (3600, 1580),

        // Therapy and counseling.
        ["97110"] = (92, 48), ["97140"] = (86, 44), ["97161"] = (195, 110), ["90791"] = (290, 175), ["90834"] = (195, 118), ["90837"] = (255, 155),

        // Surgery, anesthesia and maternity.
        ["29881"] = (14500, 7600), ["27447"] = (58000, 30500), ["47562"] = (26500, 13200), ["10060"] = (380, 165), ["11042"] = (420, 180), ["01400"] = (1650, 720), ["59400"] = (19800, 11400),

        // Oncology.
        ["J9271"] = (13800, 11600), ["96413"] = (980, 420), ["96415"] = (240, 95), ["77385"] = (2650, 1180), ["19301"] = (5200, 2100), ["J2505"] = (6900, 5150), ["99205"] = (460, 262),

        // Dialysis.
        ["90960"] = (780, 410), ["90935"] = (640, 390), ["90999"] = (1980, 1250), ["J0887"] = (1250, 870),

        // Newborn intensive care.
        ["99468"] = (3900, 2050), ["99469"] = (2450, 1390), ["99478"] = (1250, 720), ["31500"] = (560, 290), ["36510"] = (340, 160), ["94002"] = (720, 380), ["A0225"] = (4100, 2300),

        // Specialty drugs and equipment.
        ["J1745"] = (1180, 790), ["96365"] = (420, 170), ["E0601"] = (1450, 640),

        // Not covered by the plan.
        ["15823"] = (3900, 1500),

        // Dentistry.
        ["D0120"] = (68, 45), ["D0274"] = (82, 58), ["D1110"] = (118, 84), ["D1120"] = (92, 62), ["D1208"] = (48, 32),
        ["D2391"] = (215, 148), ["D2392"] = (265, 188), ["D2740"] = (1480, 1020), ["D3330"] = (1350, 960), ["D7140"] = (240, 160), ["D8080"] = (5900, 4800),
    };

    /// <summary>The network's fee schedule by plan line.</summary>
    public static IEnumerable<(string Code, Money Fee)> FeeSchedule(BenefitLine line) => ByCode
        .Where(entry => entry.Key.StartsWith('D') == (line == BenefitLine.Dental))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => (entry.Key, new Money(entry.Value.Fee * 100L)));

    /// <summary>What a practice bills for one unit: the usual charge, within a tenth of it.</summary>
    public static Money Charge(Chance chance, string code) =>
        new(ByCode[code].Charge * (long)chance.Between(90, 110));
}
