using System.Text.Json.Nodes;
using Aso.Foundation;
using Aso.Load;

namespace Aso.Platform.Tests;

/// <summary>Files are taken in as jobs while the process that runs them dies, as by kill -9: each goes on by itself, and nothing is applied twice.</summary>
public abstract class FileJobKillTests(RunningPlatform platform)
{
    // Of each some hundreds are committed together: enough for two deaths between transactions and an end after them.
    private const int Members = 2_400;
    private const int Claims = 2_000;

    private protected async Task A_job_survives_the_death_of_its_process(string enrollment, string claims)
    {
        var group = new LoadGroup(platform.Administrator, employees: 1);
        await group.SetUpAsync(CancellationToken.None);

        var enrolled = await RunAsync(group, "enrollment-file", FileText.Enrollment([.. Enumerable.Range(0, Members).Select(number => FileText.Employee($"M{number}", "ESP"))]), enrollment);

        Assert.Equal((Members, Members, 0, 0), Counts(enrolled));
        await group.Settlement.SettleAsync(CancellationToken.None);
        Assert.Equal(Members, (await ListAsync(group, "members", "memberId")).Count(id => id.StartsWith('M')));

        var decided = await RunAsync(group, "claim-file", FileText.Claims([.. Enumerable.Range(0, Claims).Select(number => FileText.Claim($"C{number}", $"M{number}"))]), claims);

        Assert.Equal((Claims, Claims, 0, 0), Counts(decided));
        await group.Settlement.SettleAsync(CancellationToken.None);
        var numbers = Enumerable.Range(0, Claims).Select(number => $"C{number}").Order(StringComparer.Ordinal);
        Assert.Equal(numbers, (await ListAsync(group, "claims", "claimNumber")).Order(StringComparer.Ordinal));
        Assert.Equal(numbers, (await ListAsync(group, "payments", "claimNumber")).Order(StringComparer.Ordinal));

        // Each is a first visit of another member for the same charge: 110.00 less 25.00 copay, 20.00 deductible and a tenth of the rest.
        Assert.Equal(Claims * 5_850L, (await group.ClaimsPaidAsync(CancellationToken.None)).Cents);
    }

    private static (int Read, int Applied, int Unchanged, int Refused) Counts(JsonNode job) =>
        ((int)job["recordsRead"]!, (int)job["recordsApplied"]!, (int)job["recordsUnchanged"]!, (int)job["recordsRefused"]!);

    /// <summary>Sends the file, kills the program in its middle, the next run of it too, and follows the job to its end.</summary>
    private async Task<JsonNode> RunAsync(LoadGroup group, string kind, string file, string program)
    {
        platform.Held.Arm(HoldPoint.InFileJob);
        var jobId = await FileJobs.SendAsync(platform, group.EmployerId, kind, file);
        var before = 0;
        foreach (var isLast in new[] { false, true })
        {
            await platform.Held.IsHeldAsync(HoldPoint.InFileJob);
            var job = await FileJobs.StateAsync(platform, group.EmployerId, kind, jobId);
            Assert.Equal("running", (string)job["state"]!);
            Assert.InRange((int)job["recordsApplied"]!, before + 1, (int)job["recordsRead"]! - 1);
            before = (int)job["recordsApplied"]!;
            if (!isLast)
            {
                platform.Held.Arm(HoldPoint.InFileJob);
            }

            await platform.KillAsync(program);
        }

        var ended = await FileJobs.UntilAsync(platform, group.EmployerId, kind, jobId, FileJobs.HasEnded);
        Assert.Equal("completed", (string)ended["state"]!);
        return ended;
    }

    private async Task<List<string>> ListAsync(LoadGroup group, string collection, string key)
    {
        var ids = new List<string>();
        await foreach (var one in platform.Administrator.ListAsync($"v1/employers/{group.EmployerId}/{collection}", CancellationToken.None))
        {
            ids.Add((string)one[key]!);
        }

        return ids;
    }
}

public sealed class EmbeddedFileJobKillTests(EmbeddedProcess platform) : FileJobKillTests(platform), IClassFixture<EmbeddedProcess>
{
    [Fact]
    public Task The_one_process_dies_in_the_middle_of_files_and_each_record_is_applied_once() => A_job_survives_the_death_of_its_process("embedded", "embedded");
}

[Collection("separate")]
public sealed class SeparateFileJobKillTests(SeparateProcesses platform) : FileJobKillTests(platform)
{
    [Fact]
    public Task The_services_die_in_the_middle_of_files_and_each_record_is_applied_once() => A_job_survives_the_death_of_its_process("enrollment", "claims");
}
