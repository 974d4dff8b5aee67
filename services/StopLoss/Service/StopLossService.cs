using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Foundation.Messaging;
using Aso.StopLoss.Carriers;
using Aso.StopLoss.Features;
using Aso.StopLoss.Partners;
using Aso.StopLoss.Store;
using MassTransit;

namespace Aso.StopLoss;

/// <summary>Stop-loss, on one page: what it is made of, what it answers, what it hears.</summary>
public static class StopLossService
{
    /// <summary>Largest call of a carrier; every message of the contract is far smaller.</summary>
    private const int CallBytesMax = 64 * 1024;

    public static IServiceCollection AddStopLoss(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddServiceDb<StopLossDb, StopLossDbPostgres, StopLossDbSqlite>(ServiceNames.StopLoss, configuration);

        // What a claim said of the member matters once its payment is there, which Funding tells a few milliseconds later.
        services.AddInbox<StopLossDb, StopLossInbox>(ServiceNames.StopLoss, configuration, typeof(ClaimAdjudicated));
        services.AddSingleton<FeedSignals>();
        services.AddSingleton<Watches>();
        services.AddGrpc(options =>
        {
            options.MaxReceiveMessageSize = CallBytesMax;

            // Else addresses of two parts, such as /v1/carriers, are taken for calls of services that do not exist.
            options.IgnoreUnknownServices = true;
            options.Interceptors.Add<PartnerFailures>();
        });
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks();
        return services;
    }

    public static IEndpointRouteBuilder MapStopLoss(this IEndpointRouteBuilder app)
    {
        var carriers = app.MapGroup("/v1/carriers").WithTags("Stop-loss");
        RegisterCarrier.Map(carriers);
        ListCarriers.Map(carriers);

        var employer = app.MapGroup("/v1/employers/{employerId:guid}/stop-loss").WithTags("Stop-loss").ForEmployer();
        WritePolicy.Map(employer);
        ListPolicies.Map(employer);
        ShowStopLoss.Map(employer);

        app.MapCarrierCalls();
        app.MapGrpcService<StopLossPartnerCalls>().RequireScope(Scopes.Carrier);
        app.MapGrpcReflectionService().AllowAnonymous();
        app.MapGrpcHealthChecksService().AllowAnonymous();
        app.MapOverview<StopLossDb, StopLossOverview>(ServiceNames.StopLoss, Scopes.StopLossRead, db => db.Employers.Select(row => row.EmployerId), StopLossOverview.ReadAsync);
        app.MapOperations<StopLossDb>(ServiceNames.StopLoss);
        return app;
    }

    /// <summary>One queue: Enrollment, Claims and Funding, see <see cref="StopLossInbox"/>.</summary>
    public static void AddStopLossConsumers(this IBusRegistrationConfigurator bus) =>
        bus.AddInboxConsumer<StopLossDb>(ServiceNames.StopLoss);
}
