using System.ComponentModel;
using System.Security.Claims;
using Aso.Foundation.OpenApi;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Aso.Foundation.Files;

/// <summary>The jobs of a service's files: how far each is, and what became of each record.</summary>
public static class FileJobEndpoints
{
    private static readonly ListOrder<FileJobRow> NewestFirst = ListOrder<FileJobRow>.By(row => row.ReceivedAt).Then(row => row.JobId).Backwards();
    private static readonly ListOrder<FileRecordRow> InOrderOfFile = ListOrder<FileRecordRow>.By(row => row.Segment);

    /// <summary>What narrows the list of jobs down.</summary>
    public readonly record struct JobFilters(
        [property: FromQuery(Name = "state"), Description("Only jobs that stand so.")] FileJobState? State);

    /// <summary>What narrows the list of outcomes down.</summary>
    public readonly record struct OutcomeFilters(
        [property: FromQuery(Name = "outcome"), Description("applied, unchanged, refused or failed: only these.")] RecordResult? Outcome);

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
        jobs.MapGet("/", (Guid employerId, TDb db, ClaimsPrincipal user, [AsParameters] JobFilters filters, [AsParameters] PageQuery page,
            CancellationToken cancel) =>
                ListAsync(db, employerId, user, filters, page, cancel))
            .WithName($"List{kind}Jobs").WithSummary($"The jobs of {title}s, newest first");
        jobs.MapGet("/{jobId:guid}", (Guid employerId, Guid jobId, TDb db, ClaimsPrincipal user, CancellationToken cancel) =>
            GetAsync(db, employerId, jobId, user, cancel))
            .WithName($"Get{kind}Job").WithSummary($"How far the job of a {title} is");
        jobs.MapGet("/{jobId:guid}/stream", (Guid employerId, Guid jobId, HttpContext http, FileJobWatch<TDb> watch, CancellationToken cancel) =>
            StreamAsync(watch, employerId, jobId, http, cancel))
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream")
            .WithName($"Stream{kind}Job").WithSummary(
                "The job live: an event \"progress\" with the job now and after every change; the stream ends with the job");
        jobs.MapGet("/{jobId:guid}/outcomes", (Guid employerId, Guid jobId, TDb db, IFileWork<TDb> work, HttpContext http,
                [AsParameters] OutcomeFilters filters, [AsParameters] PageQuery page, CancellationToken cancel) =>
                PageAsync(db, work, employerId, jobId, http, filters, page, cancel))
            .Produces<Page<RecordOutcome>>()
            .AlsoAnswers(OutcomeTable.ContentType)
            .WithName($"List{kind}Outcomes").WithSummary("What became of each record, in the order of the file")
            .WithDescription("With Accept: text/csv all of them as a table. While the job runs, the last page is only that of now.");
        jobs.MapGet("/{jobId:guid}/outcomes.csv", (Guid employerId, Guid jobId, TDb db, IFileWork<TDb> work, HttpContext http, CancellationToken cancel) =>
            TableAsync(db, work, employerId, jobId, http, cancel))
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
                Content = new Dictionary<string, OpenApiMediaType> { ["application/edi-x12"] = new() { Schema = SchemaDescriptions.File(
                    "application/edi-x12") } },
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

    private static async Task<Results<Ok<Page<FileJobAnswer>>, ProblemHttpResult>> ListAsync(
        ServiceDb db, Guid employerId, ClaimsPrincipal user, JobFilters filters, PageQuery page, CancellationToken cancel)
    {
        if (!page.Passes(NewestFirst, out var slice, out var problem))
        {
            return problem;
        }

        var asking = FileSender.Of(user);
        var jobs = db.Set<FileJobRow>().AsNoTracking().Where(row => row.EmployerId == employerId);
        jobs = filters.State is { } state ? jobs.Where(row => row.State == state) : jobs;
        return TypedResults.Ok((await slice.ReadAsync(jobs, job => job.Sender.MayBeSeenBy(asking), cancel)).ConvertAll(FileJobAnswer.Of));
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
        TDb db, IFileWork<TDb> work, Guid employerId, Guid jobId, HttpContext http, OutcomeFilters filters, PageQuery page, CancellationToken cancel)
        where TDb : ServiceDb
    {
        if (http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(OutcomeTable.ContentType, StringComparison.OrdinalIgnoreCase)))
        {
            return await TableAsync(db, work, employerId, jobId, http, cancel);
        }

        if (!page.Passes(InOrderOfFile, out var slice, out var problem))
        {
            return problem;
        }

        if (await FindAsync(db, employerId, jobId, http.User, cancel) is null)
        {
            return Problems.NotFound("file job");
        }

        var records = db.Set<FileRecordRow>().AsNoTracking().Where(row => row.JobId == jobId);
        records = filters.Outcome is { } wanted ? records.Where(row => row.Result == wanted) : records;
        return TypedResults.Ok((await slice.ReadAsync(records, cancel)).ConvertAll(row => work.Describe(row.Segment, row.Result, row.Body)));
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
