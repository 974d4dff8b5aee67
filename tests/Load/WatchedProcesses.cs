using System.Collections.Immutable;
using System.Globalization;

namespace Aso.Load;

/// <summary>What the parts of a platform have used of the processors so far, and hold in memory.</summary>
/// <param name="CpuSeconds">User and system time since each started, ended children included.</param>
/// <param name="ResidentBytes">Memory that several processes of one part share is counted in each.</param>
internal sealed record ProcessorUse(ImmutableSortedDictionary<string, double> CpuSeconds, ImmutableSortedDictionary<string, long> ResidentBytes);

/// <summary>The processes of this machine that listen on the named ports, each with its children: a part of the platform is a name and a port. Linux only.</summary>
internal sealed class WatchedProcesses
{
    private const double TicksPerSecond = 100;

    private readonly ImmutableSortedDictionary<string, int> _roots;

    private WatchedProcesses(ImmutableSortedDictionary<string, int> roots) => _roots = roots;

    /// <param name="ports">The TCP port that each part listens on.</param>
    /// <exception cref="InvalidOperationException">Nothing listens there, or not as a process that this one may look at.</exception>
    public static WatchedProcesses ListeningOn(IEnumerable<KeyValuePair<string, int>> ports)
    {
        var parts = ports.ToList();
        if (parts.Count == 0)
        {
            return new(ImmutableSortedDictionary<string, int>.Empty);
        }

        var sockets = ListeningSockets();
        var owners = new Dictionary<string, int>();
        foreach (var process in ProcessIds())
        {
            foreach (var socket in SocketsOf(process))
            {
                // Of a socket that was handed on to children, the eldest is the owner.
                owners[socket] = Math.Min(process, owners.GetValueOrDefault(socket, int.MaxValue));
            }
        }

        return new(parts.ToImmutableSortedDictionary(
            part => part.Key,
            part => sockets.TryGetValue(part.Value, out var socket) && owners.TryGetValue(socket, out var owner)
                ? owner
                : throw new InvalidOperationException($"No process to watch listens on port {part.Value} ({part.Key})."),
            StringComparer.Ordinal));
    }

    public ProcessorUse Read()
    {
        var running = _roots.IsEmpty ? [] : ProcessIds().Select(Status.TryRead).OfType<Status>().ToDictionary(status => status.Id);
        var children = running.Values.ToLookup(status => status.Parent);
        var trees = _roots.ToDictionary(part => part.Key, part => Tree(part.Value, running, children).ToList());
        return new(
            trees.ToImmutableSortedDictionary(part => part.Key, part => part.Value.Sum(status => status.Ticks) / TicksPerSecond, StringComparer.Ordinal),
            trees.ToImmutableSortedDictionary(part => part.Key, part => part.Value.Sum(status => status.ResidentBytes), StringComparer.Ordinal));
    }

    private static IEnumerable<Status> Tree(int root, Dictionary<int, Status> running, ILookup<int, Status> children) =>
        running.TryGetValue(root, out var own) ? children[root].SelectMany(child => Tree(child.Id, running, children)).Prepend(own) : [];

    private static IEnumerable<int> ProcessIds() =>
        Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture));

    /// <summary>The inode of the socket that listens on each port.</summary>
    private static Dictionary<int, string> ListeningSockets()
    {
        const string Listening = "0A";
        var sockets = new Dictionary<int, string>();
        foreach (var fields in new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields.Length > 9 && fields[3] == Listening))
        {
            sockets[int.Parse(fields[1][(fields[1].LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)] = fields[9];
        }

        return sockets;
    }

    private static IEnumerable<string> SocketsOf(int process)
    {
        const string Prefix = "socket:[";
        try
        {
            return [.. Directory.EnumerateFiles($"/proc/{process}/fd").Select(file => new FileInfo(file).LinkTarget)
                .Where(target => target?.StartsWith(Prefix, StringComparison.Ordinal) == true).Select(target => target![Prefix.Length..^1])];
        }
        catch (Exception passing) when (passing is UnauthorizedAccessException or IOException)
        {
            // Another user's, or gone meanwhile.
            return [];
        }
    }

    /// <summary>What /proc/PID/stat says.</summary>
    private sealed record Status(int Id, int Parent, long Ticks, long ResidentBytes)
    {
        public static Status? TryRead(int process)
        {
            try
            {
                // The name in parentheses may hold blanks itself.
                var text = File.ReadAllText($"/proc/{process}/stat");
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
                return new(process, (int)Field(4), Field(14) + Field(15) + Field(16) + Field(17), Field(24) * Environment.SystemPageSize);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}
