using System.Text.Json.Nodes;
using Aso.Primitives;

namespace Aso.Embedded.Demo;

/// <summary>Somebody who can sign in to the portal of a sandbox.</summary>
public sealed record DemoSignIn(string Kind, string UserName, string Password);

/// <summary>What the demo group amounts to, read from the platform.</summary>
/// <param name="ClaimsByStatus">Number of claims by their status.</param>
/// <param name="Paid">By the plan.</param>
/// <param name="MemberShare">What members owe of the claims.</param>
/// <param name="Ledger">Balance by account, in the order of the book.</param>
/// <param name="ReimbursementAsked">Of the stop-loss carrier, over <paramref name="ReimbursementRequests"/> requests.</param>
/// <param name="NetCost">Of the year to date.</param>
/// <param name="FullyInsuredPremium">What the same year would have cost fully insured.</param>
public sealed record DemoSummary(
    Guid EmployerId,
    string EmployerName,
    string BusinessDate,
    int Members,
    IReadOnlyDictionary<string, int> ClaimsByStatus,
    Money Paid,
    Money MemberShare,
    IReadOnlyList<(string Account, Money Balance)> Ledger,
    int Notices,
    int ReimbursementRequests,
    Money ReimbursementAsked,
    Money ReimbursementAccepted,
    Money NetCost,
    Money FullyInsuredPremium,
    IReadOnlyList<DemoSignIn> SignIns)
{
    /// <summary>Reads the figures as they stand.</summary>
    public static async Task<DemoSummary> ReadAsync(PlatformConnection platform, Guid employerId, IReadOnlyList<DemoSignIn> signIns, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(platform);
        var employer = $"v1/employers/{employerId}";
        var registered = await platform.GetAsync(employer, cancel);
        var ledger = await platform.GetAsync($"{employer}/ledger", cancel);
        var stopLoss = await platform.GetAsync($"{employer}/stop-loss", cancel);
        var toDate = (await platform.GetAsync($"{employer}/costs", cancel))["yearToDate"]!;
        var claims = await platform.ListAsync($"{employer}/claims", cancel)
            .Where(claim => claim["frequency"]!.GetValue<int>() != 8).ToListAsync(cancel);
        var standing = claims.Where(claim => Text(claim, "status") is "approved" or "denied").ToList();
        var requests = stopLoss["requests"]!.AsArray();
        return new(
            employerId,
            Text(registered, "name"),
            Text(ledger, "businessDate"),
            await platform.ListAsync($"{employer}/members", cancel).CountAsync(cancel),
            claims.CountBy(claim => Text(claim, "status")).ToDictionary(),
            standing.Sum(claim => Amount(claim, "paid")),
            standing.Where(claim => claim["memberOwes"] is not null).Sum(claim => Amount(claim, "memberOwes")),
            [.. ledger["accounts"]!.AsObject().Select(account => (account.Key, Money.Parse(account.Value!.GetValue<string>())))],
            stopLoss["members"]!.AsArray().Sum(member => member!["notices"]!.AsArray().Count),
            requests.Count,
            requests.Sum(request => Amount(request!, "amount")),
            requests.Where(request => request!["accepted"] is not null).Sum(request => Amount(request!, "accepted")),
            Amount(toDate, "netCost"),
            Amount(toDate, "fullyInsuredPremium"),
            signIns);
    }

    private static Money Amount(JsonNode holder, string key) => Money.Parse(Text(holder, key));

    private static string Text(JsonNode holder, string key) => holder[key]!.GetValue<string>();
}
