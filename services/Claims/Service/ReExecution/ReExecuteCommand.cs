using Aso.Claims.Store;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.ReExecution;

/// <summary><c>--re-execute [EMPLOYER-ID [CLAIM-NUMBER]]</c>: decides every stored claim, one employer's or one claim again, straight from the database.</summary>
internal static class ReExecuteCommand
{
    private const int Agree = 0;
    private const int Differ = 1;
    private const int CannotRun = 2;

    /// <returns>0 where all came out the same, 1 where any did not, 2 where what was asked for is not there.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> arguments, TextWriter output, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ClaimsDb>();
        var claims = db.Claims.AsNoTracking();
        if (arguments.Count > 0)
        {
            if (!Guid.TryParse(arguments[0], out var employerId))
            {
                await output.WriteLineAsync($"{arguments[0]} is no employer id; give its UUID.");
                return CannotRun;
            }

            claims = claims.Where(row => row.EmployerId == employerId);
            if (arguments.Count > 1)
            {
                claims = claims.Where(row => row.ClaimId == Keys.OfClaim(employerId, arguments[1]));
            }

            if (!await claims.AnyAsync(cancel))
            {
                await output.WriteLineAsync("There is no such claim.");
                return CannotRun;
            }
        }

        var report = await new ClaimsDecidedAgain(db).ExamineAsync(ClaimsDecidedAgain.PageByPageAsync(claims, int.MaxValue, cancel), cancel);
        foreach (var claim in report.Differing)
        {
            await output.WriteLineAsync($"claim {claim.ClaimNumber} of employer {claim.EmployerId}");
            foreach (var difference in claim.Differences)
            {
                await output.WriteLineAsync($"  {difference.Field}: stored {difference.Stored}, recomputed {difference.Recomputed}");
            }
        }

        await output.WriteLineAsync($"{report.Examined} decided again, {report.Differing.Count} differ");
        return report.Differing.Count == 0 ? Agree : Differ;
    }
}
