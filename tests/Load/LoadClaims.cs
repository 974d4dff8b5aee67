using System.Globalization;
using System.Text;
using System.Text.Json;
using Aso.Primitives;

namespace Aso.Load;

/// <summary>The claims of an employer's families, each made from its index: the same index is the same claim.</summary>
/// <param name="employees">E0, E1, …, each with a spouse S0, S1, …</param>
/// <param name="linesPerClaim">Service lines of each claim, 1 to 3.</param>
internal sealed class LoadClaims(int employees, int linesPerClaim)
{
    /// <summary>The services are spread over the half year from here.</summary>
    public const string FirstDate = "2026-01-01";

    public const string ProviderNpi = "1234567893";

    private const int DaysOfService = 181;

    // No two claims bill the same amount for the same visit: a duplicate would be denied, not paid.
    private const int SmallestChargeCents = 15_000;

    private static readonly string[] Diagnoses = ["J06.9"];

    private static readonly string[] Procedures = ["99213", "99214", "99212"];

    /// <summary>The body of one claim; each index is another claim.</summary>
    public byte[] BodyOf(int index)
    {
        var serviceDate = ServiceDateOf(index);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            claimNumber = NumberOf(index),
            line = "medical",
            frequency = 1,
            memberId = MemberOf(index),
            providerNpi = ProviderNpi,
            diagnoses = Diagnoses,
            lines = Enumerable.Range(0, linesPerClaim).Select(line => new { procedure = ProcedureOf(index, line), serviceDate, units = 1, billed = BilledOf(index).ToString() }),
        });
    }

    /// <summary>The claims of these indices as an 837 file, the same as <see cref="BodyOf"/> gives them one by one.</summary>
    public byte[] FileOf(int from, int count)
    {
        const string Version = "005010X222A1";
        var body = new StringBuilder("BHT*0019*00*LOAD*20260701*1200*CH~NM1*41*2*LOAD*****46*LOAD~PER*IC*EDI*EM*edi@example.com~NM1*40*2*ASO*****46*ASO~")
            .Append(CultureInfo.InvariantCulture, $"HL*1**20*1~NM1*85*2*CLINIC*****XX*{ProviderNpi}~N3*1 MAIN ST~N4*HARBOR POINT*OH*441010001~REF*EI*910000000~");
        for (var index = from; index < from + count; index++)
        {
            AppendClaim(body, index, level: index - from + 2);
        }

        var segments = body.ToString().Count(letter => letter == '~') + 2;
        var control = from + 1;
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"""
            ISA*00*          *00*          *ZZ*LOAD           *ZZ*ASO            *260701*1200*^*00501*{control:000000000}*0*T*:~GS*HC*LOAD*ASO*20260701*1200*{control}*X*{Version}~ST*837*0001*{Version}~{body}SE*{segments}*0001~GE*1*{control}~IEA*1*{control:000000000}~
            """));
    }

    private void AppendClaim(StringBuilder body, int index, int level)
    {
        var member = MemberOf(index);
        var lines = Enumerable.Range(0, linesPerClaim).ToList();
        var total = lines.Aggregate(Money.Zero, (sum, _) => sum + BilledOf(index));
        body.Append(CultureInfo.InvariantCulture, $"HL*{level}*1*22*0~SBR*P*18*******CI~NM1*IL*1*LOAD*JAN****MI*{member}~DMG*D8*19800203*F~NM1*PR*2*ASO*****PI*ASO~")
            .Append(CultureInfo.InvariantCulture, $"CLM*{NumberOf(index)}*{total}***11:B:1*Y*A*Y*Y~HI*ABK:J069~");
        foreach (var line in lines)
        {
            body.Append(CultureInfo.InvariantCulture, $"LX*{line + 1}~SV1*HC:{ProcedureOf(index, line)}*{BilledOf(index)}*UN*1***1~DTP*472*D8*{ServiceDateOf(index):yyyyMMdd}~");
        }
    }

    private DateOnly ServiceDateOf(int index) => DateOnly.Parse(FirstDate, CultureInfo.InvariantCulture).AddDays(index / employees % DaysOfService);

    private static string NumberOf(int index) => "L" + index.ToString("000000000", CultureInfo.InvariantCulture);

    private string MemberOf(int index) => $"{(index / employees % 2 == 0 ? 'E' : 'S')}{index % employees}";

    private static string ProcedureOf(int index, int line) => Procedures[(index + line) % Procedures.Length];

    private static Money BilledOf(int index) => new(SmallestChargeCents + index);
}
