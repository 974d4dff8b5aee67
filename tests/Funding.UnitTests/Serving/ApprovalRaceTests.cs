using static Aso.Funding.UnitTests.Serving.Approving;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Several persons decide on the same at once.</summary>
public sealed class ApprovalRaceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Approved_and_rejected_at_once_one_of_them_wins_and_it_is_done_once_at_most(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        for (var round = 0; round < 5; round++)
        {
            var before = await CashAsync(api);
            var proposed = await RefundAsync(api, "10.00", api.Employers("eve"));

            var approvals = new[] { "sam", "tom", "uma" }.Select(person => ApproveAsync(api, proposed, person)).ToList();
            var rejections = new[] { "sam", "uma" }.Select(person => RejectAsync(api, proposed, person)).ToList();
            await Task.WhenAll(approvals.Concat(rejections));

            Assert.Equal(
                ["200", "409 approval-decided", "409 approval-decided", "409 approval-decided", "409 approval-decided"],
                approvals.Concat(rejections).Select(answer => answer.Result.Outcome).Order());
            Assert.Equal(before - 10 * approvals.Count(answer => answer.Result.Status == 200), await CashAsync(api));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_proposals_that_cash_covers_one_of_are_approved_at_once_and_one_is_done(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);
        var proposals = await Task.WhenAll(RefundAsync(api, "300.00", api.Employers("eve")), RefundAsync(api, "300.00", api.Employers("eva")));

        var approved = await Task.WhenAll(proposals.Select(proposed => ApproveAsync(api, proposed, "sam")));

        Assert.Equal(["200", "422 above-cash"], approved.Select(answer => answer.Outcome).Order());
        Assert.Equal(140m, await CashAsync(api));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_same_file_proposed_by_several_at_once_is_one_proposal(bool onPostgres)
    {
        await using var api = await PlayedAsync(onPostgres);

        var proposals = await Task.WhenAll(new[] { "sam", "tom", "uma", "vic" }.Select(person => IssueAsync(api, person)));

        Assert.Single(proposals.Select(proposed => proposed["approvalId"]).Distinct());
        Assert.Equal(["paymentFile"], await KindsAsync(api, api.Staff("sam")));
    }
}
