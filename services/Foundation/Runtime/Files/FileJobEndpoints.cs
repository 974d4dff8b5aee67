using System.ComponentModel;
using System.Security.Claims;
using Aso.Foundation.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Aso.Foundation.Files;

/// <summary>The jobs of a service's files: how far each is, and what became of each record.</summary>
public static class FileJobEndpoints
{
    private const int JobsMax = 100;
    private const int OutcomesMax = 10_000;

    /// <summary>A page of outcomes.</summary>
    /// <param name="Next">What to send as "after" for the page after this; left out at the end. While the job runs, the end is only that of now.</param>
    public sealed record OutcomePage(FileJobState State, IReadOnlyList<RecordOutcome> Items, long? Next);

    public static IServiceCollection AddFileJobs<TDb, TWork>(this IServiceCollection services)
        where TDb : ServiceDb
        where TWork : class, IFileWork<TDb>
    {
        services.AddSingleton<FileJobs<TDb>>();
        services.AddSingleton<FileJobWatch<TDb>>();
        services.AddScoped<IFileWork<TDb>, TWork>();
        return services.AddHostedService<FileJobWorker<TDb>>();
    }

    /// <param name="name">Of the collection, singular: <c>claim-file</c> has its jobs at <c>/claim-file-jobs</c>.</param>
    /// <param name="scope">Who may read.</param>
    public static void MapFileJobs<TDb>(this RouteGroupBuilder employer, string name, string scope)
        where TDb : ServiceDb
    {
        ArgumentNullException.ThrowIfNull(employer);
        var jobs = employer.MapGroup($"/{name}-jobs").RequireScope(scope);
        var (title, kind) = (name.Replace('-', ' '), OperationDescriptions.Identifier(name));
        jobs.MapGet("/", (Guid employerId, TDb db, ClaimsPrincipal user, CancellationToken cancel) => ListAsync(db, employerId, user, cancel))
            .WithName($"List{kind}Jobs").WithSummary($"The latest {JobsMax} jobs of {title}s, newest first");
        jobs.MapGet("/{jobId:guid}", (Guid employerId, Guid jobId, TDb db, ClaimsPrincipal user, CancellationToken cancel) => GetAsync(db, employerId, jobId, user, cancel))
            .WithName($"Get{kind}Job").WithSummary($"How far the job of a {title} is");
        jobs.MapGet("/{jobId:guid}/stream", (Guid employerId, Guid jobId, HttpContext http, FileJobWatch<TDb> watch, CancellationToken cancel) => StreamAsync(watch, employerId, jobId, http, cancel))
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .WithName($"Stream{kind}Job").WithSummary("The job live: an event \"progress\" with the job now and after every change; the stream ends with the job");
        jobs.MapGet("/{jobId:guid}/outcomes", (Guid employerId, Guid jobId, TDb db, IFileWork<TDb> work, HttpContext http, CancellationToken cancel,
                [Description("applied, unchanged, refused or failed: only these.")] string? outcome = null,
                [Description("The segment that ended the page before.")] long after = 0,
                [Description("At most this many, 1 to 10000.")] int limit = OutcomesMax) =>
                PageAsync(db, work, employerId, jobId, http, outcome, after, limit, cancel))
            .Produces<OutcomePage>().AlsoAnswers(OutcomeTable.ContentType)
            .WithName($"List{kind}Outcomes").WithSummary("What became of each record, in the order of the file")
            .WithDescription("With Accept: text/csv all of them as a table.");
        jobs.MapGet("/{jobId:guid}/outcomes.csv", (Guid employerId, Guid jobId, TDb db, IFileWork<TDb> work, HttpContext http, CancellationToken cancel) => TableAsync(db, work, employerId, jobId, http, cancel))
            .Produces(StatusCodes.Status200OK, contentType: OutcomeTable.ContentType)
            .WithName($"Download{kind}Outcomes").WithSummary("What became of each record, as comma-separated values");
    }

    /// <summary>Describes, at an upload, how to have it done as a job.</summary>
    public static RouteHandlerBuilder TakesFilesAsJobs(this RouteHandlerBuilder upload) =>
        upload.WithMetadata(new TakenAsJob()).AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/edi-x12"] = new() { Schema = SchemaDescriptions.File("application/edi-x12") } },
            };
            return Task.CompletedTask;
        });

    /// <summary>The answer to a file that is on disk and waits.</summary>
    /// <param name="name">As in <see cref="MapFileJobs"/>.</param>
    public static Accepted<FileJobAnswer> ToAccepted(this FileJobAnswer job, HttpContext http, Guid employerId, string name)
    {
        ArgumentNullException.ThrowIfNull(job);
        ArgumentNullException.ThrowIfNull(http);
        http.Response.Headers["Preference-Applied"] = Preferences.Asynchronous;
        return TypedResults.Accepted($"/v1/employers/{employerId}/{name}-jobs/{job.JobId}", job);
    }

    internal static async Task<FileJobRow?> FindAsync(ServiceDb db, Guid employerId, Guid jobId, ClaimsPrincipal user, CancellationToken cancel) =>
        await db.Set<FileJobRow>().AsNoTracking().SingleOrDefaultAsync(row => row.JobId == jobId && row.EmployerId == employerId, cancel) is { } job
            && job.Sender.MayBeSeenBy(FileSender.Of(user))
            ? job
            : null;

    private static async Task<Ok<List<FileJobAnswer>>> ListAsync(ServiceDb db, Guid employerId, ClaimsPrincipal user, CancellationToken cancel)
    {
        var asking = FileSender.Of(user);
        var answers = new List<FileJobAnswer>();
        var jobs = db.Set<FileJobRow>().AsNoTracking().Where(row => row.EmployerId == employerId).OrderByDescending(row => row.ReceivedAt).AsAsyncEnumerable();
        await foreach (var job in jobs.WithCancellation(cancel))
        {
            if (job.Sender.MayBeSeenBy(asking))
            {
                answers.Add(FileJobAnswer.Of(job));
            }

            if (answers.Count == JobsMax)
            {
                break;
            }
        }

        return TypedResults.Ok(answers);
    }

    private static async Task<Results<Ok<FileJobAnswer>, ProblemHttpResult>> GetAsync(
        ServiceDb db, Guid employerId, Guid jobId, ClaimsPrincipal user, CancellationToken cancel) =>
        await FindAsync(db, employerId, jobId, user, cancel) is { } job ? TypedResults.Ok(FileJobAnswer.Of(job)) : Problems.NotFound("file job");

    private static async Task<IResult> StreamAsync<TDb>(FileJobWatch<TDb> watch, Guid employerId, Guid jobId, HttpContext http, CancellationToken cancel)
        where TDb : ServiceDb
    {
        if (await watch.ReadAsync(employerId, jobId, http.User, cancel) is not { } job)
        {
            return Problems.NotFound("file job");
        }

        try
        {
            await watch.RunAsync(ServerSentEvents.Open(http.Response), employerId, job, http.User, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // The client went away.
        }

        return Results.Empty;
    }

    private static async Task<IResult> PageAsync<TDb>(
        TDb db, IFileWork<TDb> work, Guid employerId, Guid jobId, HttpContext http, string? outcome, long after, int limit, CancellationToken cancel)
        where TDb : ServiceDb
    {
        if (http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(OutcomeTable.ContentType, StringComparison.OrdinalIgnoreCase)))
        {
            return await TableAsync(db, work, employerId, jobId, http, cancel);
        }

        // By name: numbers are how results are stored.
        var wanted = Enum.GetValues<RecordResult>().FirstOrDefault(result => string.Equals($"{result}", outcome, StringComparison.OrdinalIgnoreCase));
        if (outcome is not null && wanted == default)
        {
            return Problems.Refuse(new Refusal("invalid-query", "outcome", "Use applied, unchanged, refused or failed."));
        }

        if (limit is < 1 or > OutcomesMax)
        {
            return Problems.Refuse(new Refusal("invalid-query", "limit", $"Use 1 to {OutcomesMax}."));
        }

        if (await FindAsync(db, employerId, jobId, http.User, cancel) is not { } job)
        {
            return Problems.NotFound("file job");
        }

        var rows = Records(db, jobId).Where(row => row.Segment > after);
        var page = await (outcome is null ? rows : rows.Where(row => row.Result == wanted)).Take(limit + 1).ToListAsync(cancel);
        var shown = page.Take(limit).Select(row => work.Describe(row.Segment, row.Result, row.Body)).ToList();
        return TypedResults.Ok(new OutcomePage(job.State, shown, page.Count > limit ? shown[^1].Segment : null));
    }

    private static async Task<IResult> TableAsync<TDb>(TDb db, IFileWork<TDb> work, Guid employerId, Guid jobId, HttpContext http, CancellationToken cancel)
        where TDb : ServiceDb
    {
        if (await FindAsync(db, employerId, jobId, http.User, cancel) is null)
        {
            return Problems.NotFound("file job");
        }

        http.Response.ContentType = $"{OutcomeTable.ContentType}; charset=utf-8; header=present";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"outcomes-{jobId}.csv\"";
        await http.Response.WriteAsync(OutcomeTable.Header, cancel);
        await foreach (var row in Records(db, jobId).AsAsyncEnumerable().WithCancellation(cancel))
        {
            await http.Response.WriteAsync(OutcomeTable.RowOf(work.Describe(row.Segment, row.Result, row.Body)), cancel);
        }

        return Results.Empty;
    }

    private static IQueryable<FileRecordRow> Records(ServiceDb db, Guid jobId) =>
        db.Set<FileRecordRow>().AsNoTracking().Where(row => row.JobId == jobId).OrderBy(row => row.Segment);
}
