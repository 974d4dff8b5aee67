using Spectre.Console;

namespace Aso.Verifier.Reporting;

/// <summary>The progress of a verification on a terminal.</summary>
internal sealed class ProgressBars(ProgressContext context) : IProgressOfVerification
{
    private ProgressTask? _reading;

    public void Begin(long rows) => _reading = context.AddTask("Reading journals and claims", maxValue: Math.Max(1, rows));

    public void Read(long rows) => _reading!.Increment(rows);

    public void Settle(int open)
    {
        _reading!.Value = _reading.MaxValue;
        if (open > 0)
        {
            context.AddTask($"Waiting for {open} messages on their way").IsIndeterminate = true;
        }
    }
}
