using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aso.Primitives;
using Aso.X12.Claims837;

namespace Aso.DemoData;

/// <summary>A file that is sent to the platform on a business date.</summary>
/// <param name="Name">Within the demo's folder, with forward slashes.</param>
/// <param name="Do">What to do with it: the step of the timeline.</param>
internal sealed record DemoFile(string Name, DateOnly On, string Do, byte[] Content);

/// <summary>All files of the demo group. The same at every generation, byte for byte.</summary>
internal static class DemoFolder
{
    private const ulong Seed = 20_260_101;

    private static readonly DateOnly ChangesOn = new(2026, 7, 6);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Content by name.</returns>
    public static IReadOnlyDictionary<string, byte[]> Generate()
    {
        var chance = new Chance(Seed);
        var providers = new Providers(chance.Fork());
        var workforce = new Workforce(chance.Fork());
        var catastrophes = new Catastrophes(workforce, providers, chance.Fork());
        var year = new ClaimYear(workforce, catastrophes, providers, chance.Fork());

        List<DemoFile> files =
        [
            new("enrollment/2026-01-01.834", Workforce.YearStart, "submitEnrollmentFile", X12Files.FullEnrollment(Workforce.YearStart, workforce.AtStart)),
            new("enrollment/2026-07-06.834", ChangesOn, "submitEnrollmentFile", X12Files.ChangedEnrollment(ChangesOn, workforce, catastrophes.Newborn)),
            .. ClaimFiles(year),
        ];
        var content = files.ToDictionary(file => file.Name, file => file.Content);

        // The first enrollment file belongs to setting up: premiums and fees of January 1 count who is in it.
        content["employer.json"] = Json(new DemoEmployer(providers).ToJson());
        content["timeline.json"] = Json(Timeline.ToJson(files[1..], workforce));
        return content;
    }

    private static IEnumerable<DemoFile> ClaimFiles(ClaimYear year)
    {
        var number = 100;
        foreach (var on in ClaimFileDates.All)
        {
            var month = on.ToString("yyyy-MM", CultureInfo.InvariantCulture);
            yield return new($"claims/{month}.professional.837", on, "submitClaimFile", X12Files.Claims(on, ++number, ClaimKind.Professional, year.SentOn(on, BenefitLine.Medical)));
            yield return new($"claims/{month}.dental.837", on, "submitClaimFile", X12Files.Claims(on, ++number, ClaimKind.Dental, year.SentOn(on, BenefitLine.Dental)));
        }
    }

    private static byte[] Json(JsonObject document) => Encoding.UTF8.GetBytes(document.ToJsonString(Readable) + "\n");
}
