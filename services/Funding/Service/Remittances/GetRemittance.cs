using Aso.Foundation;
using Aso.Foundation.OpenApi;
using Aso.Funding.Domain.Payments;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Aso.Funding.Remittances;

/// <summary>GET …/remittances/{traceNumber} — as data, or with <c>Accept: application/edi-x12</c> as an 835.</summary>
internal static class GetRemittance
{
    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/remittances/{traceNumber}", HandleAsync)
            .RequireScope(Scopes.ClaimsRead)
            .AlsoAnswers(RemittanceFile.MediaType)
            .WithName("GetRemittance").WithSummary("One payment to a provider: each claim and line, and what was recouped")
            .WithDescription("With Accept: application/edi-x12 the answer is an X12 835 (005010X221A1); that of a business date that still lasts is refused, because more may be added.");

    private static async Task<Results<Ok<RemittanceAdvice>, FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid employerId, string traceNumber, FundingDb db, PaymentReading payments, OtherServices others, IOptions<PayerOptions> payer,
        HttpContext http, CancellationToken cancel)
    {
        var caller = http.User.ToCaller();
        if (TraceNumber.Read(employerId, traceNumber) is not { } named
            || (caller.Kind == CallerKind.Provider && !caller.Npis.Contains(named.Npi))
            || await payments.FindAsync(employerId, named.Npi, named.On, cancel) is not { } payment)
        {
            return Problems.NotFound("remittance");
        }

        var wantsFile = http.Request.GetTypedHeaders().Accept?.Any(accepted => accepted.MediaType.Equals(RemittanceFile.MediaType, StringComparison.OrdinalIgnoreCase)) == true;
        var book = await db.Books.AsNoTracking().SingleAsync(row => row.EmployerId == employerId, cancel);
        var isFinal = named.On < book.BusinessDate;
        if (wantsFile && !isFinal)
        {
            return Problems.Conflict("remittance-not-final", "traceNumber", "Its business date lasts and more may be added: ask again when the next one has begun, or for JSON to see it as it stands.");
        }

        var decisions = await ClaimDecision.AskAsync(others, http, employerId, payment.Parts.Select(part => part.ClaimId), cancel);
        if (decisions is null || !payment.Parts.All(part => decisions.ContainsKey(part.ClaimId)))
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "claims-unavailable", "Claims, which knows each claim's lines, does not answer: try again in a moment.", []);
        }

        var advice = RemittanceAdvice.Of(payment, isFinal, decisions);
        return wantsFile
            ? TypedResults.File(RemittanceFile.Write(advice, payer.Value), RemittanceFile.MediaType, $"{advice.TraceNumber}.835")
            : TypedResults.Ok(advice);
    }
}
