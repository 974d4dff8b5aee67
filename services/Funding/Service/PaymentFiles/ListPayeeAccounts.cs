using System.ComponentModel;
using Aso.Foundation;
using Aso.Funding.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.Funding.PaymentFiles;

/// <summary>GET …/payee-accounts — who can be paid into an account.</summary>
internal static class ListPayeeAccounts
{
    private static readonly ListOrder<PayeeAccountRow> ByPayee = ListOrder<PayeeAccountRow>.By(row => row.Payee);

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapGet("/payee-accounts", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithName("ListPayeeAccounts").WithSummary("The registered bank accounts of providers and employees, each by its last four digits");

    private static async Task<Results<Ok<Page<PayeeAccountAnswer>>, ProblemHttpResult>> HandleAsync(
        Guid employerId, FundingDb db, AccountSeal seal, [AsParameters] PageQuery page, CancellationToken cancel) =>
        page.Passes(ByPayee, out var slice, out var problem)
            ? TypedResults.Ok((await slice.ReadAsync(db.PayeeAccounts.AsNoTracking().Where(row => row.EmployerId == employerId), cancel))
                .ConvertAll(row => PayeeAccountAnswer.Of(row, seal)))
            : problem;
}

/// <summary>An account, as the API shows it.</summary>
internal sealed record PayeeAccountAnswer
{
    private const int EndLengthMax = 4;

    [Description("Left out: an employee.")]
    public string? ProviderNpi { get; init; }

    [Description("Left out: a provider.")]
    public string? MemberId { get; init; }

    public required string RoutingNumber { get; init; }

    [Description("The last characters, at most four and never more than half of them.")]
    public required string AccountNumberEnd { get; init; }

    public required RegisterPayeeAccount.AccountType AccountType { get; init; }

    public required string Name { get; init; }

    [Description("The business date on which a payment to it came back: it is not used until an account is registered. Left out: in use.")]
    public DateOnly? ReturnedOn { get; init; }

    public static string EndOf(string accountNumber) => accountNumber[^Math.Min(EndLengthMax, accountNumber.Length / 2)..];

    public static PayeeAccountAnswer Of(PayeeAccountRow row, AccountSeal seal)
    {
        var payee = Conversions.ToPayee(row.Payee);
        return new()
        {
            ProviderNpi = payee.ProviderNpi,
            MemberId = payee.MemberId,
            RoutingNumber = row.RoutingNumber,
            AccountNumberEnd = EndOf(seal.Open(row)),
            AccountType = row.IsSavings ? RegisterPayeeAccount.AccountType.Savings : RegisterPayeeAccount.AccountType.Checking,
            Name = row.Name,
            ReturnedOn = row.ReturnedOn,
        };
    }
}
