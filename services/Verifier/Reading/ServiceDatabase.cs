using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Aso.Verifier.Reading;

/// <summary>One service's database, opened for reading only.</summary>
internal sealed class ServiceDatabase
{
    private readonly Func<DbConnection> _connect;
    private readonly bool _isPostgres;

    private ServiceDatabase(string service, bool isPostgres, Func<DbConnection> connect)
    {
        Service = service;
        _isPostgres = isPostgres;
        _connect = connect;
    }

    public string Service { get; }

    public static ServiceDatabase Postgres(string service, string connectionString)
    {
        // A connection that ends with its reading: this program holds none while it waits.
        var connection = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, CommandTimeout = 0 }.ConnectionString;
        return new(service, isPostgres: true, () => new NpgsqlConnection(connection));
    }

    /// <param name="directory">The data directory of the embedded host.</param>
    /// <exception cref="FileNotFoundException">It holds no database of that service.</exception>
    public static ServiceDatabase Sqlite(string service, string directory)
    {
        var file = Path.Combine(directory, $"{service}.db");
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"{directory} holds no {service}.db: give the data directory of an embedded host.");
        }

        var connection = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 60 }.ConnectionString;
        return new(service, isPostgres: false, () => new SqliteConnection(connection));
    }

    /// <summary>All that it reads is of one instant, whatever is written meanwhile.</summary>
    /// <exception cref="DbException">The database does not answer.</exception>
    public Snapshot Open(CancellationToken cancel)
    {
        var connection = _connect();
        try
        {
            connection.Open();
            var transaction = connection is SqliteConnection sqlite
                ? sqlite.BeginTransaction(deferred: true)
                : connection.BeginTransaction(IsolationLevel.RepeatableRead);
            var snapshot = new Snapshot(connection, transaction, _isPostgres, cancel);
            snapshot.Begin();
            return snapshot;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
