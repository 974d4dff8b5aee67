using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aso.Foundation;
using Aso.Funding.Domain;
using Aso.Funding.Features;
using Aso.Funding.Live;
using Aso.Funding.Store;
using Aso.Nacha;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Aso.Funding.Returns;

/// <summary>POST …/return-files — what a bank sends back: returned payments are owed again, returned deposits are undone.</summary>
internal static class ReceiveReturnFile
{
    private const string MediaType = "text/plain";
    private const int FileBytesMax = 8 << 20;

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/return-files", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithMetadata(new RequestSizeLimitAttribute(FileBytesMax))
            .Accepts<string>(MediaType)
            .Idempotent<FundingDb>()
            .WithName("ReceiveReturnFile").WithSummary("Post what a bank returned (Nacha, addenda 99)")
            .WithDescription("Each return is posted or refused by itself, with the reason. A file that cannot be read is refused whole, with the line. The same file again changes nothing and is answered as before.");

    private static async Task<Results<Ok<ReturnFileAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, HttpContext http, FundingDb db, AccountSeal seal, ICostFeed feed, TimeProvider clock, CancellationToken cancel)
    {
        var text = await ReadAsync(http.Request, cancel);
        var reading = AchReader.ReadReturns(text);

        // Load.
        var desk = new Desk(db, employerId);
        if (await desk.TryBookAsync(cancel) is not { } book)
        {
            return Problems.NotFound("employer");
        }

        if (reading.File is not { } file)
        {
            return Malformed(reading.Error!);
        }

        if (book.On is not { } today)
        {
            return Problems.Refuse(BookRefusal.NotOpen.ToRefusal());
        }

        var hash = HashOf(text);
        if (await db.ReturnFiles.FindAsync([employerId, hash], cancel) is { } received)
        {
            return TypedResults.Ok(JsonSerializer.Deserialize<ReturnFileAnswer>(received.Report, WireJson.Options)!);
        }

        // Decide.
        var posting = new ReturnPosting(db, seal, book, employerId, today, BookId.OfReturnFile(employerId, hash));
        var answers = new List<ReturnAnswer>();
        foreach (var entry in file.Batches.SelectMany(batch => batch.Entries))
        {
            answers.Add(await posting.PostAsync(entry, cancel));
        }

        // Store and tell.
        var answer = new ReturnFileAnswer { On = today, Returns = answers };
        db.ReturnFiles.Add(new ReturnFileRow
        {
            EmployerId = employerId,
            Hash = hash,
            ReceivedAt = clock.GetUtcNow().UtcDateTime,
            Report = JsonSerializer.Serialize(answer, WireJson.Options),
        });
        desk.PutBack(feed, clock);
        await db.CommitAsync(cancel);
        return TypedResults.Ok(answer);
    }

    /// <summary>The standard is of ASCII; any other byte, as in a name, is read as a question mark and compared with nothing.</summary>
    private static async Task<string> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        // Under an Idempotency-Key the body was read once for its hash.
        if (request.Body.CanSeek)
        {
            request.Body.Position = 0;
        }

        using var reader = new StreamReader(request.Body, Encoding.ASCII, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        return await reader.ReadToEndAsync(cancel);
    }

    /// <summary>The same lines are the same file, however they end.</summary>
    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text.ReplaceLineEndings("\n").TrimEnd('\n'))));

    /// <summary>Names the place, never what stands there: it may be an account or a name.</summary>
    private static ProblemHttpResult Malformed(AchError error) => Problems.Of(
        StatusCodes.Status400BadRequest, "malformed-return-file", $"The file cannot be read at line {error.Line}, and nothing of it was posted.",
        [new(error.Code, $"line {error.Line}", Remedy(error.Code))]);

    private static string Remedy(string code) => code switch
    {
        "line-length" => "Each line of a Nacha file has 94 characters: send the file as the bank gave it.",
        "record-unexpected" => "Records follow in the order file header, batches of entries with their addenda, file control: send the file as the bank gave it.",
        "control-mismatch" => "A control record does not agree with the entries before it: ask the bank for the file again.",
        "blocking" => "Lines of nines fill the last block of ten: send the file as the bank gave it.",
        "file-incomplete" => "The file ends before its control record: send the whole file.",
        "entry-unexpected" => "This entry is no return: send only what the bank returned.",
        "notification-of-change" => "Notifications of change are not posted: ask the bank for a file of returns alone, and register what has changed as the payee's account.",
        _ => "A field is not as the standard lays it down: ask the bank for the file again.",
    };
}
