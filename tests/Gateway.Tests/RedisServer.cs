using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Aso.Gateway.Tests;

/// <summary>The Redis that ASO_REDIS names; without it, one of this machine's own, on a free port, for this test alone.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process? _process;

    private RedisServer(string connectionString, Process? process) => (ConnectionString, _process) = (connectionString, process);

    public string ConnectionString { get; }

    public static async Task<RedisServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ASO_REDIS") is { Length: > 0 } given)
        {
            return new(given, process: null);
        }

        var port = FreePort();
        var process = Process.Start(new ProcessStartInfo("redis-server", $"--port {port} --bind 127.0.0.1 --save \"\" --appendonly no")
        {
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.Contains("Ready to accept connections", StringComparison.Ordinal))
        {
        }

        return process.HasExited
            ? throw new InvalidOperationException("redis-server ended at once; install it or set ASO_REDIS.")
            : new($"127.0.0.1:{port}", process);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
