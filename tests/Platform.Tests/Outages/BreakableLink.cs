using System.Net;
using System.Net.Sockets;

namespace Aso.Platform.Tests.Outages;

/// <summary>A port that leads to a server, until it is cut: then it refuses, as a server that is down does.</summary>
public sealed class BreakableLink : IAsyncDisposable
{
    private readonly string _host;
    private readonly int _port;
    private readonly Lock _lock = new();
    private readonly HashSet<Socket> _open = [];
    private TcpListener? _listener;
    private Task _accepting = Task.CompletedTask;

    public BreakableLink(string host, int port)
    {
        (_host, _port) = (host, port);
        Mend();
    }

    /// <summary>On loopback; stays the same.</summary>
    public int Port { get; private set; }

    /// <summary>Ends every connection and takes no new one.</summary>
    public async Task CutAsync()
    {
        _listener?.Stop();
        _listener = null;
        await _accepting;
        lock (_lock)
        {
            foreach (var socket in _open)
            {
                socket.Dispose();
            }

            _open.Clear();
        }
    }

    /// <summary>Ends every connection; new ones are taken at once.</summary>
    public async Task BreakAsync()
    {
        await CutAsync();
        Mend();
    }

    public void Mend()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync(_listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            Socket caller;
            try
            {
                caller = await listener.AcceptSocketAsync();
            }
            catch (Exception stopped) when (stopped is SocketException or InvalidOperationException)
            {
                return;
            }

            _ = CarryAsync(caller);
        }
    }

    private async Task CarryAsync(Socket caller)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        caller.NoDelay = true;
        lock (_lock)
        {
            _open.Add(caller);
            _open.Add(server);
        }

        try
        {
            await server.ConnectAsync(_host, _port);
            await Task.WhenAny(PumpAsync(caller, server), PumpAsync(server, caller));
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // Cut, or the server is away: the caller learns it by the closed connection.
        }

        lock (_lock)
        {
            _open.Remove(caller);
            _open.Remove(server);
        }

        caller.Dispose();
    }

    private static async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception broken) when (broken is SocketException or ObjectDisposedException)
        {
            // The other side is told by the end of this one.
        }
    }
}
