namespace Aso.Gateway.Limits;

/// <summary>Attempts under way: each holds one of the failures that its key has left until it is known how it ended.</summary>
/// <remarks>
/// So a hundred guesses sent at once are no more than a hundred in a row, and a client's hundred right requests sent at once pass:
/// those that find nothing left wait for one before them to end, which gives its failure back if it was right.
/// </remarks>
internal sealed class UnderWay(
    Func<string, LimitOptions.Allowance, ValueTask<Verdict>> takeAsync, Func<string, LimitOptions.Allowance, ValueTask> giveBackAsync)
{
    private const int WaitingMax = 200;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <returns>Refused: the failures are used up, and nobody who might give one back is under way here.</returns>
    public async Task<Verdict> BeginAsync(string key, LimitOptions.Allowance allowance, CancellationToken cancel)
    {
        while (true)
        {
            Enter(key);
            var verdict = new Verdict(false, 0, TimeSpan.Zero);
            try
            {
                verdict = await takeAsync(key, allowance);
            }
            finally
            {
                if (!verdict.IsAllowed)
                {
                    Leave(key);
                }
            }

            if (verdict.IsAllowed || EndOfAnother(key) is not { } ended)
            {
                return verdict;
            }

            try
            {
                await ended.WaitAsync(cancel);
            }
            finally
            {
                StopWaiting(key);
            }
        }
    }

    /// <summary>Ends what <see cref="BeginAsync"/> let pass.</summary>
    public async Task EndAsync(string key, LimitOptions.Allowance allowance, bool isProven)
    {
        try
        {
            if (isProven)
            {
                await giveBackAsync(key, allowance);
            }
        }
        finally
        {
            Leave(key);
        }
    }

    private void Enter(string key)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(key, out var line))
            {
                _lines[key] = line = new();
            }

            line.Inside++;
        }
    }

    private void Leave(string key)
    {
        lock (_gate)
        {
            var line = _lines[key];
            line.Inside--;
            line.Ended.TrySetResult();
            line.Ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Forget(key, line);
        }
    }

    private Task? EndOfAnother(string key)
    {
        lock (_gate)
        {
            if (!_lines.TryGetValue(key, out var line) || line.Inside == 0 || line.Waiting >= WaitingMax)
            {
                return null;
            }

            line.Waiting++;
            return line.Ended.Task;
        }
    }

    private void StopWaiting(string key)
    {
        lock (_gate)
        {
            var line = _lines[key];
            line.Waiting--;
            Forget(key, line);
        }
    }

    private void Forget(string key, Line line)
    {
        if (line is { Inside: 0, Waiting: 0 })
        {
            _lines.Remove(key);
        }
    }

    private sealed class Line
    {
        public int Inside { get; set; }

        public int Waiting { get; set; }

        public TaskCompletionSource Ended { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
