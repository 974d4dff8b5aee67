using Aso.Claims.Features;
using Aso.Claims.Fhir;
using Aso.Claims.Files;
using Aso.Claims.Inbox;
using Aso.Claims.Intake;
using Aso.Claims.Notices;
using Aso.Claims.ReExecution;
using Aso.Claims.Recovery;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Contracts;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Foundation.Fhir;
using Aso.Foundation.Files;
using Aso.Foundation.Messaging;
using MassTransit;

namespace Aso.Claims;

/// <summary>The whole of Claims on one page: what it needs, serves and hears.</summary>
public static class ClaimsService
{
    public static IServiceCollection AddClaims(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddServiceDb<ClaimsDb, ClaimsDbPostgres, ClaimsDbSqlite>(ServiceNames.Claims, configuration);
        services.AddInbox<ClaimsDb, ClaimsInbox>(ServiceNames.Claims, configuration);

        // Claims that come alone cost Funding and stop-loss a transaction each; three together cost hardly more, and nobody waits for money by the millisecond.
        services.AddSingleton(new RelayPace<ClaimsDb>(TimeSpan.FromMilliseconds(25)));
        services.AddSingleton<TermsCache>();
        services.AddScoped<ClaimBatch>();
        services.AddScoped<ClaimFile>();
        services.AddFileJobs<ClaimsDb, ClaimFileWork>();
        services.AddSingleton<ClaimIntake>();
        services.AddHostedService(provider => provider.GetRequiredService<ClaimIntake>());
        services.AddOptions<ReExecutionOptions>().Bind(configuration.GetSection("Claims:ReExecution"));
        services.AddHostedService<NightlySample>();
        services.AddOtherServices();
        services.AddReview(configuration);
        services.AddApprovals<ClaimsDb>(configuration).AddApprovedAct<ClaimsDb, ReleaseBySecondPerson>();
        return services;
    }

    public static IEndpointRouteBuilder MapClaims(this IEndpointRouteBuilder app)
    {
        var employer = app.MapGroup("/v1/employers/{employerId:guid}").ForEmployer().WithTags("Claims");
        SubmitClaim.Map(employer);
        UploadClaimFile.Map(employer);
        ListClaimFiles.Map(employer);
        DownloadAcknowledgment.Map(employer);
        employer.MapFileJobs<ClaimsDb>(ClaimFileWork.Name, Scopes.ClaimsRead);
        ReadClaims.Map(employer);
        LookUpClaims.Map(employer);
        ExplainClaim.Map(employer);
        ReadAccumulators.Map(employer);
        ListRecoverableClaims.Map(employer);
        PreviewCoverageChange.Map(employer);
        VoidRecoverableClaims.Map(employer);
        GetDenialNotice.Map(employer);
        ReExecuteClaim.Map(employer);
        ListReExecutions.Map(app);
        ListWorkQueue.MapAll(app);
        employer.MapReview();
        employer.MapApprovals<ClaimsDb>(ServiceNames.Claims, Scopes.ClaimsRead, Scopes.ClaimsWrite);

        var fhir = app.MapFhirEmployer();
        ReadFhirClaims.Map(fhir);
        SubmitFhirClaim.Map(fhir);
        app.MapOverview<ClaimsDb, ClaimsOverview>(ServiceNames.Claims, Scopes.ClaimsRead, db => db.Employers.Select(row => row.EmployerId), ClaimsOverview.ReadAsync);
        app.MapOperations<ClaimsDb>(ServiceNames.Claims);
        return app;
    }

    /// <summary>Decides stored claims again: <c>--re-execute [EMPLOYER-ID [CLAIM-NUMBER]]</c>.</summary>
    /// <returns>An exit code: 0 where all came out the same.</returns>
    public static Task<int> ReExecuteAsync(IServiceProvider services, IReadOnlyList<string> arguments, CancellationToken cancel) =>
        ReExecuteCommand.RunAsync(services, arguments, Console.Out, cancel);

    public static void AddClaimsConsumers(this IBusRegistrationConfigurator bus) =>
        bus.AddInboxConsumer<ClaimsDb>(ServiceNames.Claims);
}
