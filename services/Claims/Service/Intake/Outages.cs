using System.Data.Common;
using Aso.Foundation.Messaging;

namespace Aso.Claims.Intake;

/// <summary>Tells a database that does not answer from a claim that cannot be decided.</summary>
internal static class Outages
{
    public static bool Is(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is DbException { IsTransient: true } or TimeoutException || Transient.IsDriversOwn(cause))
            {
                return true;
            }
        }

        return false;
    }
}
