namespace Aso.Platform.Tests;

/// <summary>Right X12 files as text, for tests to spoil in one place.</summary>
internal static class FileText
{
    /// <summary>A change file (834) around member loops; the first stands at segment 8.</summary>
    public static string Enrollment(params string[] members) => Interchange(
        "BE", "005010X220A1", "834",
        "BGN*00*1*20260101*1200****2~DTP*007*D8*20260101~N1*P5*ACME*FI*123456789~N1*IN*ASO*FI*999999999~" + string.Concat(members));

    /// <summary>A new employee with medical coverage from 2026-01-01: six segments.</summary>
    /// <param name="tier">HD05.</param>
    public static string Employee(string memberId, string tier = "EMP") =>
        $"INS*Y*18*021*28*A***FT~REF*0F*{memberId}~NM1*IL*1*{memberId}NAME*JAN~DMG*D8*19800203*F~HD*021**HLT**{tier}~DTP*348*D8*20260101~";

    /// <summary>A professional claim file (837) of one provider; its first claim stands at segment 18.</summary>
    public static string Claims(params string[] claims) => Interchange(
        "HC", "005010X222A1", "837",
        "BHT*0019*00*B1*20260101*1200*CH~NM1*41*2*CLEARWAY*****46*CLEARWAY~PER*IC*EDI*EM*edi@example.com~NM1*40*2*ASO*****46*ASO~"
        + "HL*1**20*1~NM1*85*2*CLINIC*****XX*1234567893~N3*1 MAIN ST~N4*HARBOR POINT*OH*441010001~REF*EI*910000000~"
        + string.Concat(claims.Select((claim, index) => $"HL*{index + 2}*1*22*0~{claim}")));

    /// <summary>A visit of 2026-01-01 for 150.00; CLM stands at its fifth segment, nine follow.</summary>
    public static string Claim(string number, string memberId) =>
        $"SBR*P*18*******CI~NM1*IL*1*{memberId}NAME*JAN****MI*{memberId}~DMG*D8*19800203*F~NM1*PR*2*ASO*****PI*ASO~"
        + $"CLM*{number}*150.00***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*150.00*UN*1***1~DTP*472*D8*20260101~";

    private static string Interchange(string group, string version, string set, string body)
    {
        var segments = body.Count(letter => letter == '~') + 2;
        return "ISA*00*          *00*          *ZZ*ACME           *ZZ*ASO            *260101*1200*^*00501*000000001*0*T*:~"
            + $"GS*{group}*ACME*ASO*20260101*1200*1*X*{version}~ST*{set}*0001*{version}~{body}SE*{segments}*0001~GE*1*1~IEA*1*000000001~";
    }
}
