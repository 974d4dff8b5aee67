namespace Aso.Foundation.Messaging;

/// <summary>Wakes one waiting loop; raised while nobody waits, the next wait returns at once. Never blocks.</summary>
internal sealed class Signal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        if (_raised.CurrentCount == 0)
        {
            try
            {
                _raised.Release();
            }
            catch (SemaphoreFullException)
            {
                // Raised twice at once: one wake-up is enough.
            }
        }
    }

    public void Dispose() => _raised.Dispose();

    /// <returns>True when raised, false when the time ran out.</returns>
    public Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => _raised.WaitAsync(atMost, cancel);
}
