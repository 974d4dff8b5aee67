using Aso.Primitives;
using Aso.StopLoss.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>What a carrier was asked for, decided and paid, for one employer or for all together.</summary>
/// <param name="Asked">Of all requests.</param>
/// <param name="Undecided">Asked for and waiting for a decision.</param>
/// <param name="Accepted">Of the decided requests.</param>
/// <param name="Denied">Of the decided requests: asked for and not accepted.</param>
/// <param name="Owed">Accepted and not yet remitted.</param>
internal sealed record AccountSums(
    int Requests, Money Asked, int UndecidedRequests, Money Undecided, Money Accepted, Money Denied, Money Remitted, Money Owed)
{
    /// <summary>By employer, added up by the database.</summary>
    public static async Task<Dictionary<Guid, AccountSums>> ReadAsync(StopLossDb db, Guid carrierId, CancellationToken cancel)
    {
        var asked = await db.Database.SqlQuery<AskedSums>(
            $"""
            SELECT employer_id, CAST(COUNT(*) AS BIGINT) AS requests, CAST(SUM(amount) AS BIGINT) AS asked,
                CAST(SUM(CASE WHEN accepted IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS undecided_requests,
                CAST(SUM(CASE WHEN accepted IS NULL THEN amount ELSE 0 END) AS BIGINT) AS undecided,
                CAST(SUM(COALESCE(accepted, 0)) AS BIGINT) AS accepted
            FROM request WHERE carrier_id = {carrierId} GROUP BY employer_id
            """).ToListAsync(cancel);
        var remitted = (await db.Database.SqlQuery<RemittedSum>(
            $"SELECT employer_id, CAST(SUM(amount) AS BIGINT) AS remitted FROM remittance WHERE carrier_id = {carrierId} GROUP BY employer_id").ToListAsync(cancel))
            .ToDictionary(row => row.EmployerId, row => row.Remitted);
        return asked.ToDictionary(row => row.EmployerId, row => Of(row, remitted.GetValueOrDefault(row.EmployerId)));
    }

    public static AccountSums None { get; } = new(0, default, 0, default, default, default, default, default);

    public AccountSums Plus(AccountSums other) => new(
        Requests + other.Requests, Asked + other.Asked, UndecidedRequests + other.UndecidedRequests, Undecided + other.Undecided,
        Accepted + other.Accepted, Denied + other.Denied, Remitted + other.Remitted, Owed + other.Owed);

    private static AccountSums Of(AskedSums row, long remitted) => new(
        (int)row.Requests, new(row.Asked), (int)row.UndecidedRequests, new(row.Undecided), new(row.Accepted),
        new(row.Asked - row.Undecided - row.Accepted), new(remitted), new(row.Accepted - remitted));

    private sealed record AskedSums(Guid EmployerId, long Requests, long Asked, long UndecidedRequests, long Undecided, long Accepted);

    private sealed record RemittedSum(Guid EmployerId, long Remitted);
}
