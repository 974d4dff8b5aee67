using System.Globalization;
using Aso.Foundation;
using Aso.Funding.Features;
using Aso.Funding.Store;
using Aso.Nacha;
using Aso.Servers;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>A bank names an entry by its number alone: no two entries of whatever employers have the same.</summary>
public sealed class EntryNumberingTests
{
    private const int Employers = 12;
    private static readonly DateOnly Monday = new(2026, 1, 5);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Files_that_are_issued_for_many_employers_at_once_have_each_number_once(bool onPostgres)
    {
        await using var api = await FundingApi.StartAsync(onPostgres ? await TestServers.NewDatabaseAsync("funding") : null);
        var employers = Enumerable.Range(1, Employers).Select(number => new Guid(number, 0, 0, new byte[8])).ToList();
        foreach (var employer in employers)
        {
            await PaidOnMondayAsync(api, employer);
        }

        await Task.WhenAll(employers.Select(employer => IssueAsync(api, employer)));

        var numbers = await api.Store.WithDbAsync(db => Task.FromResult(db.PaymentFiles.AsEnumerable()
            .SelectMany(row => AchReader.Read(api.Store.Seal.Open(row)!).File!.Batches.SelectMany(batch => batch.Entries.Select(entry => entry.Sequence))).Order().ToList()));
        Assert.Equal(Enumerable.Range(1, 2 * Employers), numbers);

        // The first employer's entry sent to every other: each says whose it is not.
        var returned = await ReturnOfFirstAsync(api, employers[0]);
        foreach (var other in employers[1..])
        {
            Assert.Contains("\"code\":\"other-employer\"", (await ReturnAsync(api, other, returned)).Body.GetRawText(), StringComparison.Ordinal);
        }

        Assert.Contains("\"outcome\":\"paymentReopened\"", (await ReturnAsync(api, employers[0], returned)).Body.GetRawText(), StringComparison.Ordinal);
    }

    private static string Administrator(FundingApi api) => api.Token("administrator", Scopes.PlatformAdmin);

    private static async Task IssueAsync(FundingApi api, Guid employer) =>
        Assert.Equal(200, (await api.SendAsync(HttpMethod.Post, "payment-files/2026-01-05", token: Administrator(api), employer: employer)).Status);

    private static Task<Answer> ReturnAsync(FundingApi api, Guid employer, string file) =>
        api.SendAsync(HttpMethod.Post, "return-files", file, token: Administrator(api), employer: employer);

    private static async Task<string> ReturnOfFirstAsync(FundingApi api, Guid employer)
    {
        var row = await api.Store.WithDbAsync(async db => (await db.PaymentFiles.FindAsync(employer, Monday))!);
        var file = AchReader.Read(api.Store.Seal.Open(row)!).File!;
        return Bank.Returns(file, entry => entry == file.Batches[0].Entries[0]);
    }

    /// <summary>Two providers were paid 10.00 each on Monday; it is Tuesday.</summary>
    private static async Task PaidOnMondayAsync(FundingApi api, Guid employer) => await api.Store.WithDbAsync(async db =>
    {
        await KeepTerms.RegisterAsync(db, FundingStore.Registered(Monday) with { EmployerId = employer }, CancellationToken.None);
        var book = (await db.Books.FindAsync(employer))!;
        (book.OpenedOn, book.BusinessDate, book.LastPosition) = (Monday, Monday.AddDays(1), 2);
        foreach (var (index, npi) in new[] { TestBook.Clinic, TestBook.Hospital }.Index())
        {
            db.Payables.Add(new()
            {
                EmployerId = employer, Position = index + 1, Kind = PayableKind.Claim, PayableId = BookId.OfDeposit(employer, npi), Amount = Money.Parse("10.00"),
                Status = PayableStatus.Released, ReleasedOn = Monday, ClaimNumber = index.ToString(CultureInfo.InvariantCulture), MemberId = "E1", ProviderNpi = npi,
            });
            var payee = $"npi/{npi}";
            db.PayeeAccounts.Add(new()
            {
                EmployerId = employer, Payee = payee, RoutingNumber = Bank.PayeesBank, SealedAccountNumber = api.Store.Seal.Close("1", AccountSeal.AboutPayee(employer, payee)),
                IsSavings = false, Name = "PAYEE",
            });
        }

        await db.CommitAsync(CancellationToken.None);
        return true;
    });
}
