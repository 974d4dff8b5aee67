using Aso.Contracts;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Foundation.Messaging;
using Aso.Funding.Deposits;
using Aso.Funding.Features;
using Aso.Funding.Live;
using Aso.Funding.PaymentFiles;
using Aso.Funding.Remittances;
using Aso.Funding.Returns;
using Aso.Funding.Store;
using MassTransit;
using Microsoft.Extensions.Options;

namespace Aso.Funding;

/// <summary>The whole of Funding in one page: what it needs, serves, and hears.</summary>
public static class FundingService
{
    /// <summary>Live costs reach every replica where <c>ConnectionStrings:redis</c> names a Redis server.</summary>
    public static IServiceCollection AddFunding(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddServiceDb<FundingDb, FundingDbPostgres, FundingDbSqlite>(ServiceNames.Funding, configuration);
        services.AddOptions<AccountKeyOptions>().Bind(configuration.GetSection("Funding")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccountKeyOptions>, AccountKeyRule>();
        services.AddSingleton<AccountSeal>();
        services.AddScoped<SealedAccounts>();
        services.AddAfterMigration(ServiceNames.Funding, (provider, cancel) => provider.GetRequiredService<SealedAccounts>().RenewAsync(cancel));
        services.AddInbox<FundingDb, FundingInbox>(ServiceNames.Funding, configuration);
        services.AddApprovals<FundingDb>(configuration)
            .AddApprovedAct<FundingDb, RefundSurplus.Act>()
            .AddApprovedAct<FundingDb, RegisterPayeeAccount.Act>()
            .AddApprovedAct<FundingDb, IssuePaymentFile.Act>();
        services.AddScoped<PaymentFileDesk>();
        services.AddRemittances(configuration);
        services.AddSingleton<LocalCostFeed>();
        if (configuration.GetConnectionString("redis") is { Length: > 0 } redis)
        {
            services.AddSingleton<ICostFeed>(provider => ActivatorUtilities.CreateInstance<RedisCostFeed>(provider, redis));
        }
        else
        {
            services.AddSingleton<ICostFeed>(provider => provider.GetRequiredService<LocalCostFeed>());
        }

        return services;
    }

    public static void MapFunding(this IEndpointRouteBuilder app)
    {
        var employer = app.MapGroup("/v1/employers/{employerId:guid}").ForEmployer().WithTags("Funding");
        MakeDeposit.Map(employer);
        DecideAnnouncement.Map(employer);
        ListDeposits.Map(employer);
        RefundSurplus.Map(employer);
        employer.MapApprovals<FundingDb>(ServiceNames.Funding, Scopes.FundingRead, Scopes.FundingConfirm);
        GetLedger.Map(employer);
        ListEntries.Map(employer);
        ListFundingRequests.Map(employer);
        ListPayments.Map(employer);
        ListPayables.Map(employer);
        ListRemittances.Map(employer);
        GetRemittance.Map(employer);
        RegisterPayeeAccount.Map(employer);
        ListPayeeAccounts.Map(employer);
        IssuePaymentFile.Map(employer);
        ListPaymentFiles.Map(employer);
        GetPaymentFile.Map(employer);
        ReceiveReturnFile.Map(employer);
        ListReturns.Map(employer);
        GetCosts.Map(employer);
        StreamCosts.Map(employer);
        GetSettlement.Map(employer);
        app.MapOverview<FundingDb, FundingOverview>(ServiceNames.Funding, Scopes.FundingRead, db => db.Books.Select(row => row.EmployerId), FundingOverview.ReadAsync);
        app.MapOperations<FundingDb>(ServiceNames.Funding);
    }

    public static void AddFundingConsumers(this IBusRegistrationConfigurator bus) => bus.AddInboxConsumer<FundingDb>(ServiceNames.Funding);
}
