using System.Security.Claims;
using System.Text.Json;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Files;

/// <summary>Claim files that were taken in.</summary>
internal static class ClaimFileKeeping
{
    /// <summary>Keeps what came of a file, once; the caller commits.</summary>
    /// <param name="submittedBy">The sender, as its token named it.</param>
    /// <param name="receivedAt">UTC.</param>
    public static async Task KeepFileAsync(
        this ClaimsDb db, Guid employerId, ClaimFile.Result result, string? submittedBy, DateTime receivedAt, CancellationToken cancel)
    {
        // The same file at the same time: the first report stands, the claims were decided once anyway.
        await db.LockAsync("claim-file", result.Report.FileId, cancel);
        if (!await db.ClaimFiles.AnyAsync(row => row.FileId == result.Report.FileId, cancel))
        {
            db.Add(new ClaimFileRow
            {
                FileId = result.Report.FileId,
                EmployerId = employerId,
                ReceivedAt = receivedAt,
                Report = JsonSerializer.Serialize(result.Report, WireJson.Options),
                ClaimAcknowledgment = result.ClaimAcknowledgment,
                Accepted = result.Report.Accepted,
                Rejected = result.Report.Rejected,
                SubmittedBy = submittedBy,
            });
        }
    }

    /// <summary>A file; for a provider only where it sent it itself, for it tells of every claim in it.</summary>
    public static async Task<ClaimFileRow?> FindFileAsync(this ClaimsDb db, Guid employerId, Guid fileId, ClaimsPrincipal user, CancellationToken cancel)
    {
        var row = await db.ClaimFiles.AsNoTracking().SingleOrDefaultAsync(file => file.FileId == fileId && file.EmployerId == employerId, cancel);
        return row is not null && user.ToCaller().Kind == CallerKind.Provider && row.SubmittedBy != SubjectOf(user) ? null : row;
    }

    public static ClaimFileReport ToReport(this ClaimFileRow row) => JsonSerializer.Deserialize<ClaimFileReport>(row.Report, WireJson.Options)!;

    public static string SubjectOf(ClaimsPrincipal user) => user.ToCaller().Actor.Subject;
}
