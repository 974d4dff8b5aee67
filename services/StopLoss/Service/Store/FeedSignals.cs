using System.Collections.Concurrent;

namespace Aso.StopLoss.Store;

/// <summary>Wakes the watches of a carrier when news for it was committed in this process.</summary>
/// <remarks>Only a shortcut: what another replica commits is found by looking, so a lost wake-up costs time and nothing else.</remarks>
internal sealed class FeedSignals
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _waiting = new();

    /// <summary>Completes at the next news. Take it before looking, so that none is missed between.</summary>
    public Task NextAsync(Guid carrierId) =>
        _waiting.GetOrAdd(carrierId, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Raise(Guid carrierId)
    {
        if (_waiting.TryRemove(carrierId, out var waiting))
        {
            waiting.SetResult();
        }
    }
}
