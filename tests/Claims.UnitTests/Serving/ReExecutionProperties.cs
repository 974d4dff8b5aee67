using Aso.Claims.Domain;
using Aso.Claims.ReExecution;
using Aso.Claims.UnitTests.Domain;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.UnitTests.Serving;

/// <summary>Whatever claims come and whatever changes behind them: each decision is made again as it is stored.</summary>
public sealed class ReExecutionProperties(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    private const int Books = 40;

    [Fact]
    public Task Every_claim_of_any_book_is_decided_again_as_it_is_stored_in_any_order() =>
        Gen.Select(RandomClaims.Plan, RandomBooks.Steps, Gen.Int).SampleAsync(
            async book =>
            {
                var employer = await RandomBooks.PlayAsync(platform, book.Item1, book.Item2);

                var order = new Random(book.Item3);
                var rows = await platform.WithDbAsync(db => db.Claims.AsNoTracking().Where(row => row.EmployerId == employer).ToListAsync());
                var report = await platform.WithDbAsync(db => new ClaimsDecidedAgain(db).ExamineAsync(
                    rows.OrderBy(_ => order.Next()).ToAsyncEnumerable(), CancellationToken.None));

                Assert.Empty(report.Differing.SelectMany(claim => claim.Differences).Select(difference => difference.Field));
                Assert.Equal(rows.Count(row => row.Frequency != Frequency.Void), report.Examined);
            },
            iter: Books, threads: 1);
}
