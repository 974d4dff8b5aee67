using System.Globalization;
using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>Draws claims: dates near the edges of coverage and filing, lines that repeat, payments by others.</summary>
internal sealed class RandomClaims(Dice dice, JsonObject scenario)
{
    private readonly List<JsonObject> _submitted = [];

    private static readonly string[] BilledOften = ["100.00", "33.33", "250.01", "75.50", "0.00"];

    public JsonObject Original(DateOnly today)
    {
        var member = dice.Of(scenario.Objects("members"));
        var lines = LinesOf(member);
        var line = lines.Count > 0 && dice.Chance(92) ? dice.Of(lines) : AnyLine();
        return Remember(New(today, frequency: 1, dice.Chance(2) ? "X9" : member.Text("id"), line));
    }

    /// <summary>A replacement or void of an earlier claim; now and then of one that is not there, another member's or another line's.</summary>
    public JsonObject OfEarlier(DateOnly today, int frequency)
    {
        if (_submitted.Count == 0)
        {
            return Original(today);
        }

        var earlier = dice.Of(_submitted);
        var member = dice.Chance(4) ? AnyMember() : earlier.Text("member");
        var line = dice.Chance(4) ? AnyLine() : earlier.Text("line");
        var original = dice.Chance(3) ? "C999" : earlier.Text("id");
        var claim = frequency == 8
            ? new JsonObject { ["id"] = NextId(), ["line"] = line, ["frequency"] = 8, ["original"] = original, ["member"] = member }
            : New(today, frequency, member, line, original, as_: dice.Chance(40) ? earlier : null);
        return Remember(claim);
    }

    private JsonObject New(DateOnly today, int frequency, string member, string line, string? original = null, JsonObject? as_ = null)
    {
        var claim = new JsonObject { ["id"] = NextId(), ["line"] = line, ["frequency"] = frequency };
        if (original is not null)
        {
            claim["original"] = original;
        }

        claim["member"] = member;
        dice.Perhaps(claim, "diagnoses", 40, () => RandomTerms.Texts(dice.Some(["C50.911", "N18.6", "N18.61", "Z34.90", "A00"], 40)));
        if (line is "std" or "ltd")
        {
            FillDisability(claim, line, today);
        }
        else
        {
            claim["provider"] = dice.Of(RandomTerms.Providers);
            dice.Perhaps(claim, "authorization", 50, () => "A-77");
            claim["lines"] = as_?["lines"]?.DeepClone() ?? Lines(today, member, line);
        }

        return claim;
    }

    private JsonArray Lines(DateOnly today, string member, string line)
    {
        var dates = ServiceDates(today, member, line);
        var lines = new JsonArray();
        for (var count = dice.Of(1, 1, 2, 3, 4); count > 0; count--)
        {
            lines.Add(lines.Count > 0 && dice.Chance(20) ? dice.Of(lines.ToList())!.DeepClone() : Line(dice.Of(dates)));
        }

        return lines;
    }

    private JsonObject Line(DateOnly serviceDate)
    {
        var line = new JsonObject { ["procedure"] = dice.Of(RandomTerms.Procedures) };
        dice.Perhaps(line, "modifiers", 30, () => RandomTerms.Texts(dice.Of<List<string>>(["25"], ["59"], ["25", "59"], ["59", "25"])));
        line["serviceDate"] = serviceDate.Write();
        line["units"] = dice.Of(1, 1, 1, 1, 2, 2, 3, 1.5m);
        line["billed"] = dice.Chance(40) ? dice.Of(BilledOften) : dice.Amount(1, dice.Of(200, 900, 900, 2500));
        dice.Perhaps(line, "otherPayerPaid", 22, () => dice.Chance(25) ? "0.00" : dice.Amount(1, dice.Of(60, 900)));
        return line;
    }

    /// <summary>A few days, of which the lines take theirs: recent ones, and those where a rule turns.</summary>
    private List<DateOnly> ServiceDates(DateOnly today, string member, string line)
    {
        var edges = new List<DateOnly>();
        var plans = scenario.Objects("plans").Where(plan => plan.Text("line") == line).ToList();
        var coverages = scenario.Objects("members").Where(other => other.Text("id") == member).SelectMany(other => other.Objects("coverages"));
        foreach (var span in coverages)
        {
            var from = span.Date("from");
            var waiting = plans.SelectMany(plan => plan.Objects("services")).Select(service => service.CountOrNull("waitingMonths")).OfType<int>();
            edges.AddRange(waiting.Append(0).SelectMany(months => new[] { from.AddMonths(months), from.AddMonths(months).AddDays(-1) }));
            if (span.DateOrNull("to") is { } to)
            {
                edges.AddRange([to, to.AddDays(1)]);
            }
        }

        edges.AddRange(plans.Select(plan => today.AddDays(-plan.Count("timelyFilingDays") - dice.Between(0, 1))));
        var planYear = scenario["employer"]!.Date("planYearStart");
        edges.AddRange([planYear, planYear.AddDays(-1), planYear.AddMonths(12), planYear.AddMonths(12).AddDays(-1)]);
        edges.RemoveAll(date => date > today);
        List<DateOnly> recent = [today, today.AddDays(dice.Between(-20, 0)), today.AddDays(-dice.Between(0, 50)), new(today.Year, today.Month, 1)];
        return edges.Count > 0 && dice.Chance(20) ? [dice.Of(edges), dice.Of(recent)] : [dice.Of(recent), dice.Of(recent)];
    }

    private void FillDisability(JsonObject claim, string line, DateOnly today)
    {
        var from = today.AddDays(-dice.Between(0, line == "std" ? 60 : 200));
        claim["disabledFrom"] = from.Write();
        claim["certifiedThrough"] = from.AddDays(dice.Of(dice.Between(0, 20), dice.Between(20, 260))).Write();
        if (line == "std")
        {
            claim["cause"] = dice.Of("accident", "sickness");
        }
        else
        {
            dice.Perhaps(claim, "monthlyOffsets", 50, () => new JsonArray([.. Enumerable.Range(0, dice.Between(1, 2)).Select(_ => dice.Amount(50, 900))]));
        }
    }

    /// <summary>The benefit lines that the member was first covered by.</summary>
    private List<string> LinesOf(JsonObject member)
    {
        var codes = member.Objects("coverages").Select(span => span.Text("plan")).ToList();
        return [.. scenario.Objects("plans").Where(plan => codes.Contains(plan.Text("code"))).Select(plan => plan.Text("line")).Distinct()];
    }

    private string AnyMember() => dice.Of(scenario.Objects("members")).Text("id");

    private string AnyLine() => dice.Chance(5)
        ? dice.Of("medical", "dental", "std", "ltd")
        : dice.Of(scenario.Objects("plans").Select(plan => plan.Text("line")).ToList());

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"C{_submitted.Count + 1}");

    private JsonObject Remember(JsonObject claim)
    {
        _submitted.Add(claim);
        return claim;
    }
}
