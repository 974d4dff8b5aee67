using System.ComponentModel;
using System.Text.Json;
using Aso.Foundation;
using Aso.Foundation.Approvals;
using Aso.Funding.Domain;
using Aso.Funding.Store;
using Aso.Nacha;
using Aso.Primitives;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Funding.PaymentFiles;

/// <summary>POST …/payee-accounts — where a provider or an employee is paid; what was registered before is replaced.</summary>
internal static class RegisterPayeeAccount
{
    private const int AccountNumberMax = 17;
    private const int NameMax = 22;
    private const int MemberIdMax = 50;

    public static void Map(RouteGroupBuilder employer) =>
        employer.MapPost("/payee-accounts", HandleAsync)
            .RequireScope(Scopes.PlatformAdmin)
            .WithName("RegisterPayeeAccount").WithSummary("Register the bank account of a provider or an employee, or replace it")
            .WithDescription("Where this wants a second person it is a proposal (202): nothing changes before another person of the staff approves it. "
                + "Payment files that were issued before stay as they are. An account to which a payment came back is used again once it is registered anew.");

    internal enum AccountType
    {
        Checking,
        Savings,
    }

    internal sealed record Request
    {
        [Description("Of the provider; leave out for an employee.")]
        public string? ProviderNpi { get; init; }

        [Description("Of the employee; leave out for a provider.")]
        public string? MemberId { get; init; }

        [Description("Nine digits.")]
        public required string RoutingNumber { get; init; }

        [Description("1 to 17 printable characters without blanks.")]
        public required string AccountNumber { get; init; }

        public AccountType AccountType { get; init; }

        [Description("The holder's, 1 to 22 printable ASCII characters.")]
        public required string Name { get; init; }
    }

    private static async Task<Results<Ok<PayeeAccountAnswer>, Accepted<ApprovalAnswer>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Request request, FundingDb db, AccountSeal seal, Approvals<FundingDb> approvals, HttpContext http, CancellationToken cancel)
    {
        Refusal[] malformed = [.. Refusals(request)];
        if (malformed.Length > 0)
        {
            return Problems.Refuse(malformed);
        }

        await db.LockBookAsync(employerId, cancel);
        if (await db.Books.FindAsync([employerId], cancel) is null)
        {
            return Problems.NotFound("employer");
        }

        if (approvals.AreWanted)
        {
            var proposed = await approvals.ProposeAsync(http.User, ToProposal(employerId, request, seal), cancel);
            await db.CommitAsync(cancel);
            return proposed.Refusal is { } refusal ? Problems.Refuse(refusal) : proposed.Answer!;
        }

        var row = await RegisterAsync(db, seal, employerId, request, cancel);
        await db.CommitAsync(cancel);
        return TypedResults.Ok(PayeeAccountAnswer.Of(row, seal));
    }

    private static async Task<PayeeAccountRow> RegisterAsync(FundingDb db, AccountSeal seal, Guid employerId, Request request, CancellationToken cancel)
    {
        var payee = KeyOf(request);
        if (await db.PayeeAccounts.FindAsync([employerId, payee], cancel) is not { } row)
        {
            row = new PayeeAccountRow { EmployerId = employerId, Payee = payee, RoutingNumber = "", SealedAccountNumber = "", IsSavings = false, Name = "" };
            db.PayeeAccounts.Add(row);
        }

        row.RoutingNumber = request.RoutingNumber;
        row.SealedAccountNumber = seal.Close(request.AccountNumber, AccountSeal.AboutPayee(employerId, payee));
        row.IsSavings = request.AccountType == AccountType.Savings;
        row.Name = request.Name;
        row.ReturnedOn = null;
        return row;
    }

    private static string KeyOf(Request request) => (request.ProviderNpi is { } npi ? Payee.Provider(npi) : Payee.Employee(request.MemberId!)).ToKey();

    private static Proposal ToProposal(Guid employerId, Request request, AccountSeal seal) => new()
    {
        Kind = Act.Name,
        EmployerId = employerId,
        About = KeyOf(request),
        Content = new Dictionary<string, string>
        {
            [request.ProviderNpi is null ? "memberId" : "providerNpi"] = request.ProviderNpi ?? request.MemberId!,
            ["routingNumber"] = request.RoutingNumber,
            ["accountNumberEnd"] = PayeeAccountAnswer.EndOf(request.AccountNumber),
            ["accountType"] = JsonNamingPolicy.CamelCase.ConvertName(request.AccountType.ToString()),
            ["name"] = request.Name,
        },
        Request = WithNumber(employerId, request, seal.Close),
        IsAskedBy = kept => Read(employerId, kept, seal) == request,
    };

    /// <summary>A request that is kept, with its number under the key in force.</summary>
    /// <param name="renew">Of a number as it is kept, and of what it belongs to.</param>
    internal static string Renew(Guid employerId, string kept, Func<string, string, string> renew) => WithNumber(employerId, Parse(kept), renew);

    private static Request Read(Guid employerId, string kept, AccountSeal seal)
    {
        var request = Parse(kept);
        return request with { AccountNumber = seal.Open(request.AccountNumber, AccountSeal.AboutPayee(employerId, KeyOf(request))) };
    }

    private static Request Parse(string kept) => JsonSerializer.Deserialize<Request>(kept, WireJson.Options)!;

    private static string WithNumber(Guid employerId, Request request, Func<string, string, string> number) => JsonSerializer.Serialize(
        request with { AccountNumber = number(request.AccountNumber, AccountSeal.AboutPayee(employerId, KeyOf(request))) }, WireJson.Options);

    /// <summary>The registration, once it is approved.</summary>
    internal sealed class Act(FundingDb db, AccountSeal seal) : IApprovedAct<FundingDb>
    {
        public const string Name = "payeeAccount";

        public string Kind => Name;

        public async Task<ProblemHttpResult?> CarryOutAsync(Approved approved, HttpContext http, CancellationToken cancel)
        {
            await db.LockBookAsync(approved.EmployerId, cancel);
            await RegisterAsync(db, seal, approved.EmployerId, Read(approved.EmployerId, approved.Request, seal), cancel);
            return null;
        }
    }

    private static IEnumerable<Refusal> Refusals(Request request)
    {
        if (request.ProviderNpi is null == request.MemberId is null)
        {
            yield return new("one-payee", "providerNpi", "Name either a provider by providerNpi or an employee by memberId.");
        }
        else if (request.ProviderNpi is { } npi && !Npi.IsValid(npi))
        {
            yield return new("npi-invalid", "providerNpi", "Give the ten digits of the identifier; the last one is its check digit.");
        }
        else if (request.MemberId is { } member && !IsPrintable(member, MemberIdMax))
        {
            yield return new("malformed-member", "memberId", $"Send 1 to {MemberIdMax} printable ASCII characters.");
        }

        if (!RoutingNumber.IsValid(request.RoutingNumber))
        {
            yield return new("routing-number-invalid", "routingNumber", "Give the nine digits of the bank's routing number; the last one is its check digit.");
        }

        if (!IsPrintable(request.AccountNumber, AccountNumberMax) || request.AccountNumber.Contains(' ', StringComparison.Ordinal))
        {
            yield return new("account-number-invalid", "accountNumber", $"Send 1 to {AccountNumberMax} printable ASCII characters without blanks.");
        }

        if (!IsPrintable(request.Name, NameMax))
        {
            yield return new("name-invalid", "name", $"Send 1 to {NameMax} printable ASCII characters.");
        }
    }

    private static bool IsPrintable(string text, int lengthMax) =>
        !string.IsNullOrWhiteSpace(text) && text.Length <= lengthMax && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
