using Aso.Scenarios.Hosting;

namespace Aso.Platform.Tests;

/// <summary>How the programs start, and how they refuse to.</summary>
public sealed class StartTests
{
    private static readonly string[] Programs = ["Aso.Embedded", "Aso.Gateway", "Aso.Enrollment", "Aso.Claims", "Aso.Funding", "Aso.StopLoss"];

    public static TheoryData<string> EachProgram => [.. Programs];

    [Theory]
    [MemberData(nameof(EachProgram))]
    public async Task No_program_starts_in_an_environment_that_nobody_knows(string program)
    {
        var said = await RefusedAsync(program, new() { ["ASPNETCORE_ENVIRONMENT"] = "Prod" });

        Assert.Contains("Development, Staging or Production", said, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EachProgram))]
    public async Task No_program_is_a_sandbox_in_production(string program)
    {
        var said = await RefusedAsync(program, new() { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Sandbox__Enabled"] = "true" });

        Assert.Contains("Sandbox:Enabled", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:PORT", "Auth:Administrator", null)]
    [InlineData("http://0.0.0.0:PORT", "Auth:Administrator", "true")]
    [InlineData("http://0.0.0.0:PORT", "Funding:AccountKeys:0", null)]
    [InlineData("http://no-such-host.invalid:PORT", "no-such-host.invalid", null)]
    public async Task The_one_process_opens_nothing_to_others_that_it_brings_itself(string url, string named, string? sandbox)
    {
        var environment = new Dictionary<string, string>();
        if (sandbox is not null)
        {
            environment["Sandbox__Enabled"] = sandbox;
        }

        var said = await RefusedAsync("Aso.Embedded", environment, url.Replace("PORT", $"{FreePorts.InARow(3)}", StringComparison.Ordinal));

        Assert.Contains(named, said, StringComparison.Ordinal);
    }

    private static async Task<string> RefusedAsync(string program, Dictionary<string, string> environment, string? url = null)
    {
        var directory = Directory.CreateTempSubdirectory("aso-start-");
        try
        {
            string[] arguments = program == "Aso.Embedded"
                ? ["--empty", "--data", directory.FullName, "--urls", url ?? $"http://127.0.0.1:{FreePorts.InARow(3)}"]
                : [];
            environment["Data__Directory"] = directory.FullName;
            var process = new ServiceProcess(program, environment, arguments);

            Assert.Equal(1, await process.RunAsync());
            Assert.DoesNotContain("   at ", process.Said, StringComparison.Ordinal);
            Assert.DoesNotContain("Unhandled exception", process.Said, StringComparison.Ordinal);
            return process.Said;
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
