using System.Net;
using System.Text.Json.Nodes;

namespace Aso.Embedded.Demo;

/// <summary>How far loading has come.</summary>
/// <param name="Doing">What is done now, for people to read.</param>
public readonly record struct DemoProgress(int Done, int Of, string Doing);

/// <summary>The demo employer: enrolled and played through a year of claims, by the public interfaces alone.</summary>
/// <param name="signInCarrier">Gives the system of the carrier of this id credentials of its own and signs in with them.</param>
/// <param name="folder">Holds <c>employer.json</c>, <c>timeline.json</c> and the files that they name.</param>
public sealed class DemoGroup(
    PlatformConnection administrator, Func<string, CancellationToken, Task<CarrierConnection>> signInCarrier, DirectoryInfo folder)
{
    private const string EmployerFile = "employer.json";
    private const string TimelineFile = "timeline.json";
    private const string FirstEnrollment = "enrollment/2026-01-01.834";

    /// <summary>The demo folder of the repository that this program stands in or is run from; null where there is none.</summary>
    public static DirectoryInfo? FindFolder()
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Directory.GetCurrentDirectory() })
        {
            for (var place = new DirectoryInfo(start); place is not null; place = place.Parent)
            {
                var demo = new DirectoryInfo(Path.Combine(place.FullName, "deploy", "demo"));
                if (File.Exists(Path.Combine(demo.FullName, EmployerFile)))
                {
                    return demo;
                }
            }
        }

        return null;
    }

    /// <summary>Loads the group, unless the platform has it already, and reads what it amounts to.</summary>
    /// <exception cref="PlatformRefusalException">The platform refused a part of it; what was loaded before stays.</exception>
    public async Task<DemoSummary> LoadAsync(IProgress<DemoProgress> progress, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var setting = await ReadAsync(EmployerFile, cancel);
        var employerId = setting["employer"]!["employerId"]!.GetValue<Guid>();
        if (!await IsLoadedAsync(employerId, cancel))
        {
            var steps = (await ReadAsync(TimelineFile, cancel))["steps"]!.AsArray().Select(step => step!.AsObject()).ToList();
            var settlement = new Settlement(administrator, employerId);
            progress.Report(new(0, steps.Count + 1, "Enrolling the employer and its members"));
            await SetUpAsync(setting, employerId, settlement, cancel);
            using var carrier = await signInCarrier(setting["carrier"]!["carrierId"]!.GetValue<string>(), cancel);
            var timeline = new DemoTimeline(administrator, carrier, settlement, employerId, setting["openOn"]!.GetValue<string>(), folder);
            foreach (var (index, step) in steps.Index())
            {
                progress.Report(new(index + 1, steps.Count + 1, DemoTimeline.Describe(step)));
                await timeline.DoAsync(step, cancel);
            }

            progress.Report(new(steps.Count + 1, steps.Count + 1, "Loaded"));
        }

        return await DemoSummary.ReadAsync(administrator, employerId, SignIns(setting), cancel);
    }

    private async Task<bool> IsLoadedAsync(Guid employerId, CancellationToken cancel)
    {
        try
        {
            await administrator.GetAsync($"v1/employers/{employerId}", cancel);
            return true;
        }
        catch (PlatformRefusalException refusal) when (refusal.Status == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private async Task SetUpAsync(JsonNode setting, Guid employerId, Settlement settlement, CancellationToken cancel)
    {
        var employer = $"v1/employers/{employerId}";
        await administrator.PostAsync("v1/employers", setting["employer"]!, cancel);
        foreach (var plan in setting["plans"]!.AsArray())
        {
            await administrator.PostAsync($"{employer}/plans", plan!, cancel);
        }

        await administrator.PutAsync($"{employer}/network", new JsonObject { ["npis"] = setting["network"]!.DeepClone() }, cancel);
        var enrollment = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, FirstEnrollment), cancel);
        await administrator.PostFileAsync($"{employer}/enrollment-files", enrollment, cancel);
        await settlement.SettleAsync(cancel);
        await administrator.PostAsync("v1/carriers", setting["carrier"]!, cancel);
        var policy = setting["policy"]!.DeepClone();
        policy["carrierId"] = setting["carrier"]!["carrierId"]!.DeepClone();
        await administrator.PostAsync($"{employer}/stop-loss/policies", policy, cancel);
        foreach (var person in setting["people"]!.AsArray())
        {
            await administrator.PostAsync("v1/people", PersonOf(person!, setting), cancel);
        }

        await settlement.SettleAsync(cancel);
        await administrator.PostAsync($"{employer}/open", new JsonObject { ["on"] = setting["openOn"]!.DeepClone() }, cancel);
        await settlement.SettleAsync(cancel);
    }

    private static JsonNode PersonOf(JsonNode person, JsonNode setting)
    {
        var registration = person.DeepClone();
        switch (registration["kind"]!.GetValue<string>())
        {
            case "employer":
                registration["employerId"] = setting["employer"]!["employerId"]!.DeepClone();
                break;
            case "carrier":
                registration["carrierId"] = setting["carrier"]!["carrierId"]!.DeepClone();
                break;
        }

        return registration;
    }

    private static List<DemoSignIn> SignIns(JsonNode setting) =>
        [.. setting["people"]!.AsArray().Select(person => new DemoSignIn(
            person!["kind"]!.GetValue<string>(), person["userName"]!.GetValue<string>(), person["password"]!.GetValue<string>()))];

    private async Task<JsonNode> ReadAsync(string name, CancellationToken cancel)
    {
        await using var file = File.OpenRead(Path.Combine(folder.FullName, name));
        return (await JsonNode.ParseAsync(file, cancellationToken: cancel))!;
    }
}
