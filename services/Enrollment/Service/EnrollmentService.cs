using Aso.Contracts;
using Aso.Enrollment.Clock;
using Aso.Enrollment.EnrollmentFiles;
using Aso.Enrollment.Features;
using Aso.Enrollment.Fhir;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Aso.Foundation.Fhir;
using Aso.Foundation.Files;
using MassTransit;

namespace Aso.Enrollment;

/// <summary>The whole of Enrollment on one page: what it needs, serves and says. It hears nobody.</summary>
public static class EnrollmentService
{
    public static IServiceCollection AddEnrollment(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<EnrollmentOptions>().Bind(configuration.GetSection("Enrollment"));
        services.AddServiceDb<EnrollmentDb, EnrollmentDbPostgres, EnrollmentDbSqlite>(ServiceNames.Enrollment, configuration);
        services.AddOutbox<EnrollmentDb>(configuration);
        services.AddScoped<EnrollmentFile>();
        services.AddFileJobs<EnrollmentDb, EnrollmentFileWork>();
        services.AddSingleton<BusinessCalendar>();
        services.AddHostedService<DayChange>();
        return services;
    }

    public static IEndpointRouteBuilder MapEnrollment(this IEndpointRouteBuilder app)
    {
        var employers = app.MapGroup("/v1/employers").WithTags("Employers");
        RegisterEmployer.Map(employers);
        ListEmployers.Map(employers);

        var employer = app.MapGroup("/v1/employers/{employerId:guid}").ForEmployer().WithTags("Enrollment");
        var terms = employer.MapGroup("").WithTags("Employers");
        GetEmployer.Map(terms);
        DefinePlan.Map(employer);
        ListPlans.Map(employer);
        ReplaceNetwork.Map(employer);
        GetNetwork.Map(employer);
        AddMember.Map(employer);
        ListMembers.Map(employer);
        GetMember.Map(employer);
        ChangeCoverages.Map(employer);
        OpenPlan.Map(terms);
        MoveClock.Map(terms);
        SubmitEnrollmentFile.Map(employer);
        ListEnrollmentFiles.Map(employer);
        GetEnrollmentFile.Map(employer);
        GetRosterFile.Map(employer);
        employer.MapFileJobs<EnrollmentDb>(EnrollmentFileWork.Name, Scopes.EnrollmentRead);

        var fhir = app.MapFhirEmployer();
        ReadPatients.Map(fhir);
        ReadCoverages.Map(fhir);
        Capabilities.Map(app);
        app.MapOverview<EnrollmentDb, EnrollmentOverview>(ServiceNames.Enrollment, Scopes.EnrollmentRead, db => db.Employers.Select(row => row.EmployerId), EnrollmentOverview.ReadAsync);
        app.MapOperations<EnrollmentDb>(ServiceNames.Enrollment);
        return app;
    }

    /// <summary>None: Enrollment is where the data starts.</summary>
    public static void AddEnrollmentConsumers(this IBusRegistrationConfigurator bus)
    {
    }
}
