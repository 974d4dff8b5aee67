using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.DemoData;

/// <summary>What happens to the demo employer in the year, in order of business dates.</summary>
internal sealed class Timeline
{
    private readonly List<(DateOnly On, JsonObject Step)> _steps = [];

    private Timeline()
    {
    }

    public static JsonObject ToJson(IReadOnlyList<DemoFile> files, Workforce workforce)
    {
        var timeline = new Timeline();
        timeline.Add(new(2026, 1, 2), "deposit", ("amount", "250000.00"), ("reference", "OPENING"));
        foreach (var file in files)
        {
            timeline.Add(file.On, file.Do, ("file", file.Name));
        }

        timeline.AddFunding();
        timeline.AddCarrier();
        timeline.AddDisability(workforce);
        timeline.Add(new(2026, 12, 31), "advance");
        return new() { ["steps"] = new JsonArray([.. timeline._steps.OrderBy(step => step.On).Select(step => step.Step)]) };
    }

    /// <summary>The employer pays what it is asked for within a week of each month's claims and charges.</summary>
    private void AddFunding()
    {
        for (var month = 1; month <= 12; month++)
        {
            Add(new(2026, month, 30 - (month == 2 ? 2 : 0)), "payFundingRequest", ("reference", $"CLAIMS-{Two(month)}"));
            Add(new(2026, month, 6), "payFundingRequest", ("reference", $"CHARGES-{Two(month)}"));
        }
    }

    /// <summary>The carrier decides once a quarter, pays two weeks later, and once accepts less than was asked for.</summary>
    private void AddCarrier()
    {
        foreach (var (month, percent) in new[] { (6, "100"), (9, "85"), (12, "100") })
        {
            Add(new(2026, month, 8), "decideReimbursements", ("acceptPercent", percent));
            Add(new(2026, month, 22), "remitAccepted", ("reference", $"NR-26-{Two(month)}"));
        }
    }

    private void AddDisability(Workforce workforce)
    {
        var staying = workforce.AtStart.Except(workforce.Leaving).Select(family => family.Employee.Id).ToList();
        AddDisability(new(2026, 3, 20), "STD-1", staying[11], "sickness", new(2026, 2, 16), new(2026, 3, 15));
        AddDisability(new(2026, 5, 18), "STD-2", staying[47], "accident", new(2026, 4, 20), new(2026, 5, 17));
        AddDisability(new(2026, 7, 1), "STD-3", staying[93], "sickness", new(2026, 6, 26), new(2026, 6, 30));
        AddDisability(new(2026, 9, 14), "STD-4", staying[150], "sickness", new(2026, 7, 6), new(2026, 9, 13));
        AddDisability(new(2026, 11, 16), "STD-5", staying[203], "accident", new(2026, 10, 5), new(2026, 11, 15));
        AddClaim(new(2026, 10, 19), new()
        {
            ["claimNumber"] = "LTD-1",
            ["line"] = "ltd",
            ["frequency"] = 1,
            ["memberId"] = staying[211],
            ["disabledFrom"] = "2026-05-04",
            ["certifiedThrough"] = "2026-10-18",
            ["monthlyOffsets"] = new JsonArray("1450.00"),
        });
    }

    private void AddDisability(DateOnly on, string number, string member, string cause, DateOnly from, DateOnly through) => AddClaim(on, new()
    {
        ["claimNumber"] = number,
        ["line"] = "std",
        ["frequency"] = 1,
        ["memberId"] = member,
        ["cause"] = cause,
        ["disabledFrom"] = Date(from),
        ["certifiedThrough"] = Date(through),
    });

    private void AddClaim(DateOnly on, JsonObject claim) =>
        _steps.Add((on, new() { ["on"] = Date(on), ["do"] = "submitClaim", ["claim"] = claim }));

    private void Add(DateOnly on, string what, params (string Key, string Value)[] details)
    {
        var step = new JsonObject { ["on"] = Date(on), ["do"] = what };
        foreach (var (key, value) in details)
        {
            step[key] = value;
        }

        _steps.Add((on, step));
    }

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Two(int number) => number.ToString("00", CultureInfo.InvariantCulture);
}
