using Npgsql;

namespace Aso.Load.Floor;

/// <summary>The tables of each stage's own database, as small as the work allows.</summary>
internal static class FloorTables
{
    private const string Claims = """
        CREATE TABLE IF NOT EXISTS claim (
            claim_id uuid PRIMARY KEY, employer_id uuid NOT NULL, claim_number text NOT NULL, member integer NOT NULL, provider_npi text NOT NULL,
            received_at timestamptz NOT NULL, billed bigint NOT NULL, allowed bigint NOT NULL, paid bigint NOT NULL, member_owes bigint NOT NULL, detail text NOT NULL);
        CREATE TABLE IF NOT EXISTS claim_line (
            claim_id uuid, line_number smallint, procedure text NOT NULL, service_date date NOT NULL, billed bigint NOT NULL, PRIMARY KEY (claim_id, line_number));
        CREATE TABLE IF NOT EXISTS accumulator (
            employer_id uuid, family integer, member integer, deductible bigint NOT NULL, out_of_pocket bigint NOT NULL, benefits bigint NOT NULL,
            PRIMARY KEY (employer_id, family, member)) WITH (fillfactor = 50);
        """;

    private const string Ledger = """
        CREATE TABLE IF NOT EXISTS book (
            employer_id uuid PRIMARY KEY, sequence bigint NOT NULL, hash bytea NOT NULL, cash bigint NOT NULL, payable bigint NOT NULL, expense bigint NOT NULL) WITH (fillfactor = 50);
        CREATE TABLE IF NOT EXISTS journal (
            employer_id uuid, sequence bigint, kind smallint NOT NULL, claim_id uuid NOT NULL, amount bigint NOT NULL, hash bytea NOT NULL, PRIMARY KEY (employer_id, sequence));
        CREATE TABLE IF NOT EXISTS payable (employer_id uuid, claim_id uuid, amount bigint NOT NULL, status smallint NOT NULL, PRIMARY KEY (employer_id, claim_id));
        """;

    private const string StopLoss = """
        CREATE TABLE IF NOT EXISTS payment (employer_id uuid, claim_id uuid, member integer NOT NULL, amount bigint NOT NULL, PRIMARY KEY (employer_id, claim_id));
        CREATE TABLE IF NOT EXISTS eligible (employer_id uuid, member integer, amount bigint NOT NULL, PRIMARY KEY (employer_id, member)) WITH (fillfactor = 50);
        """;

    private const string Outbox = "CREATE TABLE IF NOT EXISTS outbox (frame_id uuid PRIMARY KEY, body bytea NOT NULL);";

    private const string Inbox = "CREATE TABLE IF NOT EXISTS inbox (frame_id uuid PRIMARY KEY);";

    /// <summary>Creates those of a stage that are not there.</summary>
    public static async Task CreateAsync(string stage, NpgsqlDataSource database, CancellationToken cancel)
    {
        await using var command = database.CreateCommand(stage switch
        {
            StageNames.Claims => Claims + Outbox,
            StageNames.Ledger => Ledger + Inbox + Outbox,
            _ => StopLoss + Inbox,
        });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
