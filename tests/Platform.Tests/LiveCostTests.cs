using System.Text.Json.Nodes;
using Aso.Load;

namespace Aso.Platform.Tests;

/// <summary>Who listens to an employer's costs is told the whole again after being cut off, and misses no cent.</summary>
[Collection("separate")]
public sealed class LiveCostTests(SeparateProcesses platform)
{
    [Theory]
    [InlineData("gateway")]
    [InlineData("funding")]
    public async Task A_listener_is_cut_off_while_claims_are_paid_and_hears_of_every_cent(string killed)
    {
        var group = new LoadGroup(platform.Administrator, employees: 2);
        await group.SetUpAsync(CancellationToken.None);
        await using var costs = new CostStream(platform.Administrator, group.EmployerId);
        await costs.StartAsync(CancellationToken.None);
        await SubmitAsync(group, 0, 5);
        await HearsAllAsync(group, costs);
        Assert.Equal((0, 5), (costs.Reconnects, costs.Seen));

        await platform.KillAsync(killed);
        await SubmitAsync(group, 5, 10);

        await HearsAllAsync(group, costs);
        Assert.NotEqual(0, costs.Reconnects);
    }

    private async Task SubmitAsync(LoadGroup group, int from, int to)
    {
        for (var index = from; index < to; index++)
        {
            await platform.Administrator.PostAsync($"v1/employers/{group.EmployerId}/claims", JsonNode.Parse(group.ClaimOf(index))!, CancellationToken.None);
        }

        await group.Settlement.SettleAsync(CancellationToken.None);
    }

    private static async Task HearsAllAsync(LoadGroup group, CostStream costs)
    {
        var claimsPaid = await group.ClaimsPaidAsync(CancellationToken.None);
        await costs.WaitForAsync(claimsPaid, RunningPlatform.Patience, CancellationToken.None);
        Assert.Equal(claimsPaid, costs.ClaimsPaid);
    }
}
