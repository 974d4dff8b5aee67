using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Aso.Platform.Tests;

/// <summary>One program of the platform as a child process.</summary>
internal sealed class ServiceProcess(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
{
    private static readonly string[] Faults = ["Request failed with 500", "BackgroundService failed", "Unhandled exception"];

    private readonly StringBuilder _said = new();
    private Process? _process;

    /// <summary>What it wrote, for a test that failed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    /// <summary>Whether it has ended, what it failed by last by a fault of its own, and the end of what it wrote.</summary>
    public string LastWords
    {
        get
        {
            var said = Said;
            var error = Faults.Max(fault => said.LastIndexOf(fault, StringComparison.Ordinal));
            return $"{(HasEnded ? " has ended" : "")}: {(error < 0 ? "" : said.Substring(error, Math.Min(said.Length - error, 2000)))}\n… {said[^Math.Min(said.Length, 600)..]}";
        }
    }

    private bool HasEnded => _process is null or { HasExited: true };

    public async Task MigrateAsync()
    {
        using var migration = Launch("--migrate");
        await migration.WaitForExitAsync();
        Assert.True(migration.ExitCode == 0, $"{program} --migrate failed:\n{Said}");
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> RunAsync()
    {
        using var process = Launch(arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public void Start() => _process = Launch(arguments);

    /// <summary>Ends it as kill -9 does.</summary>
    public async Task KillAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process?.Dispose();
        _process = null;
    }

    /// <summary>Asks it to end (SIGTERM), as an update does, and waits until it has.</summary>
    public async Task EndAsync()
    {
        using (var signal = Process.Start("kill", ["-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await signal.WaitForExitAsync();
        }

        using var patience = new CancellationTokenSource(RunningPlatform.Patience);
        await _process.WaitForExitAsync(patience.Token);
        Assert.True(_process.ExitCode == 0, $"{program} ended with {_process.ExitCode}:\n{Said}");
        _process.Dispose();
        _process = null;
    }

    private Process Launch(params string[] given)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{program}.dll"));
        foreach (var argument in given)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Keep(string? line)
    {
        lock (_said)
        {
            _said.AppendLine(line);
        }
    }
}
