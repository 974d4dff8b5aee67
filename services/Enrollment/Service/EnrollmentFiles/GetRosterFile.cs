using System.Collections.Frozen;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Enrollment.EnrollmentFiles;

/// <summary>GET …/enrollment-files/roster</summary>
internal static class GetRosterFile
{
    private const int ReceiverLengthMax = 15;

    private static readonly FrozenDictionary<string, BenefitLine> Lines =
        Enum.GetValues<BenefitLine>().ToFrozenDictionary(line => line.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapGet("/enrollment-files/roster", HandleAsync)
            .RequireScope(Scopes.EnrollmentRead)
            .Produces<byte[]>(StatusCodes.Status200OK, RosterFile.MediaType)
            .WithName("GetRosterFile")
            .WithSummary("Everybody who is or was covered, as a full 834 for a carrier")
            .WithDescription("An X12 834 (005010X220A1) that tells all spans of coverage; with line (medical, dental, std or ltd) those of that line alone. receiver is who gets it (ISA08, up to 15 letters and digits, else CARRIER).");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleAsync(
        Guid employerId, EnrollmentDb db, CancellationToken cancel, string? line = null, string receiver = "CARRIER")
    {
        List<Refusal> refusals = [];
        if (line is not null && !Lines.ContainsKey(line))
        {
            refusals.Add(new("value-unknown", "line", "Give medical, dental, std or ltd, or leave it out for all lines."));
        }

        if (receiver.Length is 0 or > ReceiverLengthMax || !receiver.All(char.IsAsciiLetterOrDigit))
        {
            refusals.Add(new("identifier-malformed", "receiver", $"Give 1 to {ReceiverLengthMax} letters and digits."));
        }

        if (refusals.Count > 0)
        {
            return Problems.Refuse([.. refusals]);
        }

        if (await db.Employers.AsNoTracking().SingleOrDefaultAsync(row => row.EmployerId == employerId, cancel) is not { } employer)
        {
            return Answers.NoSuchEmployer;
        }

        if (employer.BusinessDate is not { } on)
        {
            return Problems.Conflict("employer-not-open", "employerId", "Open the plan first: before that nobody is covered.");
        }

        var members = await db.Members.AsNoTracking().Where(row => row.EmployerId == employerId).ToListAsync(cancel);
        return TypedResults.File(
            RosterFile.Write(employer.Terms, on, members.ConvertAll(row => row.ToMember()), line is null ? null : Lines[line], receiver),
            RosterFile.MediaType, $"{on:yyyy-MM-dd}.834");
    }
}
