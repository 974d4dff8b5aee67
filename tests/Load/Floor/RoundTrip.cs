using Npgsql;
using NpgsqlTypes;

namespace Aso.Load.Floor;

/// <summary>Statements that go to PostgreSQL together, prepared once and run again and again with other values: one round trip.</summary>
internal sealed class RoundTrip(NpgsqlConnection connection) : IAsyncDisposable
{
    private readonly NpgsqlBatch _batch = new(connection);

    /// <summary>Adds a statement.</summary>
    /// <param name="parameters">Its <c>$1</c>, <c>$2</c>, …</param>
    public RoundTrip Then(string sql, params IEnumerable<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        _batch.BatchCommands.Add(command);
        return this;
    }

    /// <summary>Adds the insertion of rows into a table whose columns are those of <paramref name="rows"/>, in their order.</summary>
    /// <param name="conflict">What happens to rows that are there: empty, or <c>ON CONFLICT …</c>.</param>
    public RoundTrip Insert<TRow>(string table, Columns<TRow> rows, string conflict = "") =>
        Then($"INSERT INTO {table} SELECT * FROM unnest({string.Join(", ", Enumerable.Range(1, rows.Parameters.Count).Select(number => $"${number}"))}) {conflict}", rows.Parameters);

    /// <summary>Adds the taking of locks that are held until the commit.</summary>
    /// <param name="numbers">Of <see cref="LockNumber"/>, ascending: two that lock the same cannot wait for each other in a circle.</param>
    public RoundTrip Lock<TRow>(Columns<TRow> numbers) => Then("SELECT pg_advisory_xact_lock(number) FROM unnest($1) AS number", numbers.Parameters);

    /// <summary>The number of an employer's lock, or of that of one of its families.</summary>
    public static long LockNumber(Guid employerId, int family = 0)
    {
        Span<byte> bytes = stackalloc byte[16];
        employerId.TryWriteBytes(bytes);
        return unchecked(BitConverter.ToInt64(bytes[8..]) + family);
    }

    public Task PrepareAsync(CancellationToken cancel) => _batch.PrepareAsync(cancel);

    public Task RunAsync(CancellationToken cancel) => _batch.ExecuteNonQueryAsync(cancel);

    public Task<NpgsqlDataReader> ReadAsync(CancellationToken cancel) => _batch.ExecuteReaderAsync(cancel);

    public ValueTask DisposeAsync() => _batch.DisposeAsync();
}

/// <summary>Rows as parameters, an array for each column.</summary>
internal sealed class Columns<TRow>
{
    private readonly List<NpgsqlParameter> _parameters = [];
    private readonly List<Action<IReadOnlyList<TRow>>> _fill = [];

    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    /// <summary>Adds a column.</summary>
    /// <param name="type">Of one value.</param>
    public Columns<TRow> With<TValue>(NpgsqlDbType type, Func<TRow, TValue> value)
    {
        var parameter = new NpgsqlParameter<TValue[]> { NpgsqlDbType = NpgsqlDbType.Array | type };
        _parameters.Add(parameter);
        _fill.Add(rows =>
        {
            var values = new TValue[rows.Count];
            for (var row = 0; row < values.Length; row++)
            {
                values[row] = value(rows[row]);
            }

            parameter.TypedValue = values;
        });
        return this;
    }

    /// <summary>Puts these rows in the place of those before.</summary>
    public void Set(IReadOnlyList<TRow> rows) => _fill.ForEach(fill => fill(rows));
}
