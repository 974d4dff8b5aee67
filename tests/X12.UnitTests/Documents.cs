using System.Text;

namespace Aso.X12.UnitTests;

/// <summary>Small documents for the tests, written out by hand segment by segment.</summary>
internal static class Documents
{
    public const string Isa = "ISA*00*          *00*          *ZZ*ACME           *ZZ*ASO            *260105*0930*^*00501*000000017*0*T*:~";

    public const string EnrollmentVersion = "005010X220A1";
    public const string ProfessionalVersion = "005010X222A1";

    /// <summary>What precedes the members of an enrollment.</summary>
    public static readonly string[] EnrollmentHead =
    [
        "BGN*00*E-1*20260105*0930****2",
        "REF*38*GROUP-9",
        "N1*P5*ACME TOOLING*FI*123456789",
        "N1*IN*ASO PLAN*FI*987654321",
    ];

    public static readonly string[] Employee =
    [
        "INS*Y*18*021*28*A***FT",
        "REF*0F*E1",
        "REF*1L*GROUP-9",
        "DTP*356*D8*20260101",
        "NM1*IL*1*HOLM*ADA*Q***ZZ*E1",
        "N3*1 MILL LANE",
        "N4*SPRINGFIELD*IL*62701",
        "DMG*D8*19800203*F",
        "ICM*1*1200.00",
        "HD*021**HLT*MED*FAM",
        "DTP*348*D8*20260101",
        "HD*021**STD*STD",
        "DTP*348*D8*20260101",
    ];

    public static readonly string[] Spouse =
    [
        "INS*N*01*021*28*A",
        "REF*0F*E1",
        "REF*23*S1",
        "NM1*IL*1*HOLM*BO****ZZ*S1",
        "DMG*D8*19810506*M",
        "HD*021**HLT*MED",
        "DTP*348*D8*20260101",
        "DTP*349*D8*20260630",
        "COB*P*POLICY-7*1",
    ];

    /// <summary>What precedes the claims of a professional submission: parties, the provider's level and the subscriber's.</summary>
    public static readonly string[] ClaimHead =
    [
        "BHT*0019*00*B-1*20260210*0930*CH",
        "NM1*41*2*CLEARING HOUSE*****46*CH1",
        "PER*IC*DESK*EM*DESK@EXAMPLE.COM",
        "NM1*40*2*ASO PLAN*****46*ASO",
        .. Provider(1, "1234567893"),
        .. SubscriberIsPatient(2, 1, "E1"),
    ];

    public static readonly string[] OfficeVisit =
    [
        "CLM*C1*180.00***11:B:1*Y*A*Y*Y",
        "REF*G1*A-77",
        "HI*ABK:C50911*ABF:E119",
        "LX*1",
        "SV1*HC:99213:25*180.00*UN*1***1:2",
        "DTP*472*D8*20260203",
        "REF*6R*L-1",
    ];

    /// <summary>A second claim of the same patient, replacing an earlier one, after another payer has decided.</summary>
    public static readonly string[] Replacement =
    [
        "CLM*C2*250.5***22:B:7*Y*A*Y*Y",
        "REF*F8*C1",
        "HI*ABK:J101",
        "NM1*82*1*RIVER*RAY****XX*1093817465",
        "PRV*PE*PXC*207Q00000X",
        "SBR*P*01*******CI",
        "CAS*PR*1*20.00**2*10.5",
        "AMT*D*120.00",
        "OI***Y***Y",
        "NM1*IL*1*OTHER*PERSON****MI*X9",
        "NM1*PR*2*OTHER PLAN*****PI*OP1",
        "LX*1",
        "SV1*HC:99214*200*UN*1***1",
        "DTP*472*RD8*20260203-20260204",
        "SVD*OP1*110.00*HC:99214**1",
        "CAS*PR*2*40**3*50",
        "DTP*573*D8*20260208",
        "LX*2",
        "SV1*HC:87070*50.5*UN*1.5***1",
        "DTP*472*D8*20260203",
        "SVD*OP1*10*HC:87070**1",
        "DTP*573*D8*20260208",
    ];

    public static string[] Provider(int level, string npi) =>
    [
        $"HL*{level}**20*1",
        "PRV*BI*PXC*207Q00000X",
        $"NM1*85*2*MILL LANE CLINIC*****XX*{npi}",
        "N3*2 MILL LANE",
        "N4*SPRINGFIELD*IL*62701",
        "REF*EI*555666777",
    ];

    public static string[] SubscriberIsPatient(int level, int parent, string memberId) =>
    [
        $"HL*{level}*{parent}*22*0",
        "SBR*P*18*GROUP-9******CI",
        $"NM1*IL*1*HOLM*ADA****MI*{memberId}",
        "DMG*D8*19800203*F",
        "NM1*PR*2*ASO PLAN*****PI*ASO",
    ];

    public static byte[] Enrollment(params IEnumerable<string> members) => File("BE", "834", EnrollmentVersion, [.. EnrollmentHead, .. members]);

    public static byte[] Claims(params IEnumerable<string> claims) => File("HC", "837", ProfessionalVersion, [.. ClaimHead, .. claims]);

    /// <summary>An interchange of one group of one set; the counts are right.</summary>
    public static byte[] File(string functionalId, string type, string version, params IEnumerable<string> segments) =>
        Bytes(Interchange(Group(functionalId, version, Set(type, version, "0001", segments))));

    public static string[] Set(string type, string version, string controlNumber, params IEnumerable<string> segments)
    {
        string[] body = [.. segments];
        return [$"ST*{type}*{controlNumber}*{version}", .. body, $"SE*{body.Length + 2}*{controlNumber}"];
    }

    public static string[] Group(string functionalId, string version, params IEnumerable<string> sets)
    {
        string[] body = [.. sets];
        return [$"GS*{functionalId}*ACME*ASO*20260105*0930*17*X*{version}", .. body, $"GE*{body.Count(segment => segment.StartsWith("ST*", StringComparison.Ordinal))}*17"];
    }

    public static string[] Interchange(params IEnumerable<string> groups)
    {
        string[] body = [.. groups];
        return [Isa.TrimEnd('~'), .. body, $"IEA*{body.Count(segment => segment.StartsWith("GS*", StringComparison.Ordinal))}*000000017"];
    }

    public static byte[] Bytes(params IEnumerable<string> segments) => Encoding.UTF8.GetBytes(string.Concat(segments.Select(segment => segment + "~\n")));

    /// <summary>The same segments with some of them exchanged: <c>("SV1", "SV1*…")</c> puts the second, one segment or several, in place of those that start with the first.</summary>
    public static string[] With(this string[] segments, params (string Start, string? Instead)[] changes)
    {
        foreach (var (start, _) in changes)
        {
            Assert.Contains(segments, segment => segment.StartsWith(start, StringComparison.Ordinal));
        }

        return [.. segments.Select(Changed).OfType<string>().SelectMany(segment => segment.Split("~\n"))];

        string? Changed(string segment)
        {
            foreach (var (start, instead) in changes)
            {
                if (segment.StartsWith(start, StringComparison.Ordinal))
                {
                    return instead;
                }
            }

            return segment;
        }
    }

    public static MemoryStream AsStream(this byte[] bytes) => new(bytes, writable: false);

    public static string Text(this System.Buffers.ArrayBufferWriter<byte> output) => Encoding.UTF8.GetString(output.WrittenSpan);
}
