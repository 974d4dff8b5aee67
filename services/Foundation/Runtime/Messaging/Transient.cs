using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Aso.Foundation.Messaging;

/// <summary>Tells a failure that passes (the database restarts, a lock was lost, the schema is about to be brought up to date) from one that repeats.</summary>
public static class Transient
{
    private const string Driver = "Npgsql";
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteIoError = 10;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;

    /// <summary>Whether trying again may go well.</summary>
    public static bool Is(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException postgres:
                    return postgres.IsTransient || postgres.SqlState is
                        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
                        or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DiskFull
                        or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled
                        or PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn;
                case NpgsqlException or SocketException or TimeoutException or IOException:
                    return true;
                case SqliteException sqlite:
                    return sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked or SqliteIoError or SqliteFull or SqliteCannotOpen;
                case DbUpdateConcurrencyException:
                case NullReferenceException when IsDriversOwn(cause):
                    return true;
            }
        }

        return false;
    }

    /// <summary>The data store, not the request, is at fault.</summary>
    public static bool IsOutage(Exception failure) =>
        Is(failure) && (IsDriversOwn(failure) || failure is DbException or DbUpdateException or InvalidOperationException or TimeoutException || failure.InnerException is DbException or SocketException);

    /// <summary>The driver stumbled over a connection that broke while it sent and read at once: it says so by a null of its own.</summary>
    public static bool IsDriversOwn(Exception failure) => failure is NullReferenceException { Source: Driver };
}
