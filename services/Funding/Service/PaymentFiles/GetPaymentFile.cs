using System.Text;
using System.Text.Json;
using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.PaymentFiles;

/// <summary>GET …/payment-files/{date} — a file that was issued: as data, or with <c>Accept: text/plain</c> as the bank takes it.</summary>
internal static class GetPaymentFile
{
    private const string MediaType = "text/plain";

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payment-files/{date}", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .AlsoAnswers(MediaType)
            .WithName("GetPaymentFile").WithSummary("A payment file that was issued")
            .WithDescription("With Accept: text/plain the answer is the file for the bank (Nacha, CCD and PPD).");

    private static async Task<Results<Ok<PaymentFileAnswer>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid employerId, DateOnly date, FundingDb db, AccountSeal seal, HttpContext http, CancellationToken cancel)
    {
        if (await db.PaymentFiles.FindAsync([employerId, date], cancel) is not { } row)
        {
            return Problems.NotFound("payment file; POST issues it");
        }

        if (http.Request.GetTypedHeaders().Accept?.Any(accepted => accepted.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)) != true)
        {
            return TypedResults.Ok(row.ToAnswer());
        }

        return seal.Open(row) is { } content
            ? TypedResults.File(Encoding.ASCII.GetBytes(content), MediaType, $"{date:yyyy-MM-dd}.ach")
            : Problems.Conflict("file-without-payments", "date", "No payment of this date is in a file: ask for JSON to see why each is left out.");
    }

    internal static PaymentFileAnswer ToAnswer(this PaymentFileRow row) => JsonSerializer.Deserialize<PaymentFileAnswer>(row.Report, WireJson.Options)!;
}
