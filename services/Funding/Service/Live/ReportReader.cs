using Aso.Funding.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.Live;

/// <summary>Reads an employer's costs, each time on a context of its own: a stream lives long and must hold none.</summary>
internal sealed class ReportReader(IServiceScopeFactory scopes, Guid employerId)
{
    /// <summary>Null where the employer is unknown here.</summary>
    public async Task<CostReport?> ReadAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await CostReport.ReadAsync(scope.ServiceProvider.GetRequiredService<FundingDb>(), employerId, cancel);
    }

    /// <summary>The last entry that changed the costs, and the business date, as committed now.</summary>
    public async Task<(long Sequence, DateOnly? BusinessDate)> StandAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var book = await scope.ServiceProvider.GetRequiredService<FundingDb>().Books.AsNoTracking()
            .Where(row => row.EmployerId == employerId).Select(row => new { row.LastCostSequence, row.BusinessDate }).SingleAsync(cancel);
        return (book.LastCostSequence, book.BusinessDate);
    }
}
