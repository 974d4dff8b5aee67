using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Aso.Enrollment.UnitTests.Api;

/// <summary>Holds work between two of its transactions, until the process that does it ends.</summary>
internal sealed class Interruption : DbTransactionInterceptor
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _held;
    private int _left;

    /// <returns>Ends when a transaction is held.</returns>
    public Task HoldAfterAsync(int transactions)
    {
        lock (_gate)
        {
            _left = transactions;
            _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _held.Task;
        }
    }

    public void Release()
    {
        lock (_gate)
        {
            _held = null;
        }
    }

    public override async ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        // What a process does at its end, nothing can cancel.
        if (cancellationToken.CanBeCanceled && IsHeld())
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return result;
    }

    private bool IsHeld()
    {
        lock (_gate)
        {
            if (_held is null || _left-- > 0)
            {
                return false;
            }

            _held.TrySetResult();
            return true;
        }
    }
}
