using System.Security.Claims;
using System.Text;
using Aso.Claims.Files;
using Aso.Claims.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Claims.Features;

/// <summary>GET /claim-files/{fileId}/acknowledgments/…: the X12 answers to a claim file, as files.</summary>
internal static class DownloadAcknowledgment
{
    private const string ContentType = "application/edi-x12";

    public static void Map(IEndpointRouteBuilder employer)
    {
        employer.MapGet("/claim-files/{fileId:guid}/acknowledgments/999", (Guid employerId, Guid fileId, ClaimsDb db, ClaimsPrincipal user, CancellationToken cancel) =>
                AnswerAsync(employerId, fileId, db, user, "999", row => row.ToReport().Acknowledgment, cancel))
            .RequireScope(Scopes.ClaimsRead)
            .Produces(StatusCodes.Status200OK, contentType: ContentType)
            .WithName("DownloadImplementationAcknowledgment")
            .WithSummary("The 999: which interchanges, groups and sets of the file stand");
        employer.MapGet("/claim-files/{fileId:guid}/acknowledgments/277ca", (Guid employerId, Guid fileId, ClaimsDb db, ClaimsPrincipal user, CancellationToken cancel) =>
                AnswerAsync(employerId, fileId, db, user, "277ca", row => row.ClaimAcknowledgment, cancel))
            .RequireScope(Scopes.ClaimsRead)
            .Produces(StatusCodes.Status200OK, contentType: ContentType)
            .WithName("DownloadClaimAcknowledgment")
            .WithSummary("The 277CA: which claims are accepted under which number, and which are rejected alone and why")
            .WithDescription("Of sets that do not stand the 999 speaks alone.");
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> AnswerAsync(
        Guid employerId, Guid fileId, ClaimsDb db, ClaimsPrincipal user, string kind, Func<ClaimFileRow, string?> acknowledgment, CancellationToken cancel)
    {
        if (await db.FindFileAsync(employerId, fileId, user, cancel) is not { } row)
        {
            return Problems.NotFound("claim file");
        }

        return acknowledgment(row) is { Length: > 0 } text
            ? TypedResults.File(Encoding.Latin1.GetBytes(text), ContentType, $"{fileId}.{kind}.x12")
            : Problems.Of(
                StatusCodes.Status404NotFound, "no-acknowledgment",
                "The file has none of this kind: a 999 answers interchanges, a 277CA the claims of sets that stand. See the file's report.", []);
    }
}
