using System.Diagnostics;
using System.Reflection;

namespace Aso.Scenarios.Hosting;

/// <summary>The embedded host as a process of its own: free ports, an empty data directory, gone when disposed.</summary>
internal sealed class EmbeddedPlatform : IAsyncDisposable
{
    private const int OutputLinesKept = 30;

    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Queue<string> _output = new();

    private EmbeddedPlatform(Process process, DirectoryInfo data, Uri address)
    {
        _process = process;
        Data = data;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Where its databases lie; gone with it.</summary>
    public DirectoryInfo Data { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="NotStartedException">It is not built, or it ended or stayed unready; the message has its last words.</exception>
    public static async Task<EmbeddedPlatform> StartAsync(CancellationToken cancel)
    {
        var host = PathOfHost();
        var data = Directory.CreateTempSubdirectory("aso-scenarios-");
        var address = new Uri($"http://127.0.0.1:{FreePorts.InARow(3)}/");
        var start = new ProcessStartInfo("dotnet", [host, "--empty", "--data", data.FullName, "--urls", address.AbsoluteUri.TrimEnd('/')])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = data.FullName,
        };
        var process = Process.Start(start) ?? throw new NotStartedException("The embedded host could not be started.");
        var platform = new EmbeddedPlatform(process, data, address);
        platform.KeepLastWords();
        try
        {
            await platform.WaitUntilReadyAsync(cancel);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Data.Delete(recursive: true);
    }

    private static string PathOfHost()
    {
        var configuration = typeof(EmbeddedPlatform).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        var root = RepositoryRoot.Find();
        var host = Path.Combine(root, "services", "Embedded", "bin", configuration, "net10.0", "Aso.Embedded.dll");
        return File.Exists(host)
            ? host
            : throw new NotStartedException($"The embedded host is not built; build it with: dotnet build -c {configuration} services/Embedded");
    }

    private void KeepLastWords()
    {
        void Keep(object sender, DataReceivedEventArgs line)
        {
            lock (_output)
            {
                _output.Enqueue(line.Data ?? "");
                while (_output.Count > OutputLinesKept)
                {
                    _output.Dequeue();
                }
            }
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task WaitUntilReadyAsync(CancellationToken cancel)
    {
        using var http = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (!await IsReadyAsync(http, cancel))
        {
            if (_process.HasExited || waited.Elapsed > StartMax)
            {
                var fate = _process.HasExited ? $"ended with exit code {_process.ExitCode}" : "did not become ready in time";
                throw new NotStartedException($"The embedded host {fate}. Its last words:{Environment.NewLine}{LastWords()}");
            }

            await Task.Delay(50, cancel);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, CancellationToken cancel)
    {
        try
        {
            using var answer = await http.GetAsync("health/ready", cancel);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException && !cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    private string LastWords()
    {
        lock (_output)
        {
            return string.Join(Environment.NewLine, _output);
        }
    }
}

/// <summary>The embedded host did not come up.</summary>
internal sealed class NotStartedException(string message) : Exception(message);
