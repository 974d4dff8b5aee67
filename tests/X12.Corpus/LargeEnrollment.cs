using System.Globalization;
using System.Text;

namespace Aso.X12.Corpus;

/// <summary>A full enrollment file of many employees, each with health and disability coverage and an income.</summary>
public static class LargeEnrollment
{
    private const int SegmentsPerMember = 12;
    private const int SegmentsAround = 6;

    /// <param name="changed">What a segment is replaced by: called with the member from 1 and its segment.</param>
    public static byte[] Document(int members, Func<int, string, string>? changed = null)
    {
        var text = new StringBuilder(
            """
            ISA*00*          *00*          *ZZ*HARBOR         *ZZ*ASO            *260301*0930*^*00501*000000077*0*T*:~
            GS*BE*HARBOR*ASO*20260301*0930*77*X*005010X220A1~
            ST*834*0001*005010X220A1~
            BGN*00*E77*20260301*0930****4~
            REF*38*G100~
            N1*P5*HARBOR TOOLING*FI*341112223~
            N1*IN*ASO PLATFORM*FI*349998887~

            """);
        for (var member = 1; member <= members; member++)
        {
            foreach (var segment in Member(member))
            {
                text.Append(changed is null ? segment : changed(member, segment)).Append("~\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"SE*{members * SegmentsPerMember + SegmentsAround}*0001~\nGE*1*77~\nIEA*1*000000077~\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static string[] Member(int member)
    {
        var culture = CultureInfo.InvariantCulture;
        return
        [
            "INS*Y*18*030*XN*A***FT",
            string.Create(culture, $"REF*0F*M{member:000000}"),
            "REF*1L*G100",
            "DTP*356*D8*20260101",
            string.Create(culture, $"NM1*IL*1*LAST{member % 997}*FIRST{member % 83}****34*{500_000_000 + member}"),
            string.Create(culture, $"DMG*D8*{1955 + member % 50}{1 + member % 12:00}{1 + member % 28:00}*{(member % 2 == 0 ? 'F' : 'M')}"),
            string.Create(culture, $"ICM*7*{30_000 + member}.00*40"),
            "HD*030**HLT*PPO500*EMP",
            "DTP*348*D8*20260101",
            "HD*030**STD*STD60*EMP",
            "DTP*348*D8*20260101",
            "DTP*303*D8*20260101",
        ];
    }
}
