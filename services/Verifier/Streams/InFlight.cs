using Aso.Verifier.Reading;
using Aso.Verifier.Reporting;

namespace Aso.Verifier.Streams;

/// <summary>Something that a receiver must come to once it has applied what its sender had said.</summary>
/// <param name="IsMet">Asked of a later reading of the receiver. What is met stays met.</param>
internal sealed record Expectation(
    ServiceDatabase Receiver, StreamPosition Position, Place At, string Field, string Expected, string Found, Func<Snapshot, bool> IsMet);

/// <summary>What was missing at a receiver while messages were on their way to it: looked at again when those have been applied.</summary>
/// <remarks>So a platform that runs is proved as well as one that rests: what is missing becomes a finding only when its message has been applied, or cannot be.</remarks>
internal sealed class InFlight
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly List<(CheckResult Check, Expectation Expectation)> _open = [];

    public int Count => _open.Count;

    /// <summary>A finding at once where nothing is on its way.</summary>
    public void Expect(CheckResult check, Expectation expectation)
    {
        if (expectation.Position.IsDrained)
        {
            Add(check, expectation);
        }
        else
        {
            _open.Add((check, expectation));
        }
    }

    /// <summary>Reads the receivers again until all is decided or the time is over; what is then open is counted as unsettled.</summary>
    public void Settle(TimeSpan patience, CancellationToken cancel)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (_open.Count > 0)
        {
            foreach (var receiver in _open.Select(one => one.Expectation.Receiver).Distinct().ToList())
            {
                using var now = receiver.Open(cancel);
                var applied = new Dictionary<(string, Guid), long>();
                _open.RemoveAll(one => one.Expectation.Receiver == receiver && IsDecided(one.Check, one.Expectation, now, applied));
            }

            if (_open.Count == 0 || waited.Elapsed >= patience)
            {
                break;
            }

            cancel.WaitHandle.WaitOne(Pause);
            cancel.ThrowIfCancellationRequested();
        }

        foreach (var (check, _) in _open)
        {
            check.Unsettled++;
        }
    }

    private static bool IsDecided(CheckResult check, Expectation expectation, Snapshot now, Dictionary<(string, Guid), long> applied)
    {
        var position = expectation.Position;
        if (!applied.TryGetValue((position.Sender, position.Book), out var reached))
        {
            applied[(position.Sender, position.Book)] = reached = StreamPosition.AppliedBy(now, position.Sender, position.Book);
        }

        if (expectation.IsMet(now))
        {
            return true;
        }

        if (reached < position.Said)
        {
            return false;
        }

        Add(check, expectation);
        return true;
    }

    private static void Add(CheckResult check, Expectation expectation) =>
        check.Add(expectation.At, expectation.Field, expectation.Expected, expectation.Found);
}
