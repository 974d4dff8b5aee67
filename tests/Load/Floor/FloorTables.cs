using Npgsql;
using NpgsqlTypes;

namespace Aso.Load.Floor;

/// <summary>The tables of the floor, as small as the work allows, in a schema of their own.</summary>
internal static class FloorTables
{
    private const string Schema = """
        DROP SCHEMA IF EXISTS floor CASCADE;
        CREATE SCHEMA floor;
        CREATE TABLE floor.claim (claim_id uuid PRIMARY KEY, member integer NOT NULL, paid bigint NOT NULL, detail text NOT NULL);
        CREATE TABLE floor.claim_line (claim_id uuid, line smallint, billed bigint NOT NULL, PRIMARY KEY (claim_id, line));
        CREATE TABLE floor.accumulator (member integer PRIMARY KEY, used bigint NOT NULL);
        CREATE TABLE floor.outbox (source text, id bigint, body bytea NOT NULL, PRIMARY KEY (source, id));
        CREATE TABLE floor.journal (sequence bigint PRIMARY KEY, claim_id uuid NOT NULL, amount bigint NOT NULL, hash bytea NOT NULL);
        CREATE TABLE floor.payable (claim_id uuid PRIMARY KEY, amount bigint NOT NULL, status integer NOT NULL);
        CREATE TABLE floor.payment (claim_id uuid PRIMARY KEY, member integer NOT NULL, amount bigint NOT NULL);
        CREATE TABLE floor.eligible (member integer PRIMARY KEY, amount bigint NOT NULL);
        """;

    public static async Task CreateAsync(NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(Schema);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task CopyAsync(NpgsqlConnection connection, string into, int rows, Func<NpgsqlBinaryImporter, int, Task> write, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"COPY floor.{into} FROM STDIN BINARY", cancel);
        for (var row = 0; row < rows; row++)
        {
            await copy.StartRowAsync(cancel);
            await write(copy, row);
        }

        await copy.CompleteAsync(cancel);
    }

    /// <summary>Adds to what each member has: one statement for all.</summary>
    public static async Task AddAsync(NpgsqlConnection connection, string table, string column, IReadOnlyList<FloorClaim> claims, CancellationToken cancel)
    {
        var sums = claims.GroupBy(claim => claim.Member).Select(member => (member.Key, Sum: member.Sum(claim => claim.Paid))).ToList();
        await using var command = new NpgsqlCommand($"""
            INSERT INTO floor.{table} (member, {column}) SELECT * FROM unnest($1, $2)
            ON CONFLICT (member) DO UPDATE SET {column} = {table}.{column} + excluded.{column}
            """, connection);
        command.Parameters.Add(new() { Value = sums.ConvertAll(sum => sum.Key).ToArray() });
        command.Parameters.Add(new() { Value = sums.ConvertAll(sum => sum.Sum).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        await command.ExecuteNonQueryAsync(cancel);
    }
}

/// <summary>What of a claim goes from stage to stage.</summary>
internal readonly record struct FloorClaim(Guid ClaimId, int Member, long Paid);
