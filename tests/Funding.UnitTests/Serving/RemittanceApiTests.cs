using Aso.Contracts.Claims.V1;
using Aso.Foundation;
using Aso.Funding.Domain.Payments;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Which payments there are, and who may know of them. What stands in one is asked of Claims: the platform's tests have both.</summary>
public sealed class RemittanceApiTests
{
    private const string Clinic = TestBook.Clinic;
    private const string Hospital = TestBook.Hospital;
    private static readonly DateOnly Monday = new(2026, 1, 5);

    [Fact]
    public async Task There_is_one_payment_for_each_provider_and_date_also_where_nothing_is_paid()
    {
        await using var api = await PlayedAsync();

        // On Monday both of the clinic's claims are paid, the hospital's only claim pays nothing. On Tuesday the first is taken back and its
        // correction is kept back whole, and the hospital's claim is taken back.
        Assert.Equal(
            [
                $"{Number(Clinic, 0)} {Clinic} 2026-01-05 2026-01-06 100.00 2 True",
                $"{Number(Hospital, 0)} {Hospital} 2026-01-05 2026-01-06 0.00 1 True",
                $"{Number(Clinic, 1)} {Clinic} 2026-01-06 2026-01-07 0.00 2 False",
                $"{Number(Hospital, 1)} {Hospital} 2026-01-06 2026-01-07 0.00 1 False",
            ],
            await ListAsync(api, "remittances"));
    }

    [Fact]
    public async Task The_list_is_read_page_by_page_and_by_date_and_provider()
    {
        await using var api = await PlayedAsync();
        var all = await ListAsync(api, "remittances");

        var first = await api.GetAsync("remittances?limit=3");
        Assert.Equal(Number(Clinic, 1), first["next"]);
        var second = await api.GetAsync($"remittances?limit=3&after={first["next"]}");
        Assert.Equal(all, Lines(first).Concat(Lines(second)));
        Assert.Null(second["next"]);

        Assert.Equal(all[2..], await ListAsync(api, "remittances?from=2026-01-06"));
        Assert.Equal(all[..2], await ListAsync(api, "remittances?to=2026-01-05"));
        Assert.Equal([all[1], all[3]], await ListAsync(api, $"remittances?providerNpi={Hospital}"));
        Assert.Equal("422 invalid-query", (await api.GetAsync("remittances?after=1")).Outcome);
    }

    [Fact]
    public async Task A_provider_sees_its_own_payments_only()
    {
        await using var api = await PlayedAsync();
        var hospital = api.Token("provider", Scopes.ClaimsRead, null, Hospital);

        var own = Lines(await api.GetAsync("remittances", hospital));
        Assert.Equal([Number(Hospital, 0), Number(Hospital, 1)], own.Select(line => line[..28]));
        Assert.Empty(Lines(await api.GetAsync($"remittances?providerNpi={Clinic}", hospital)));
        var foreign = await api.GetAsync($"remittances/{Number(Clinic, 0)}", hospital);
        var unknown = await api.GetAsync($"remittances/{Number("1000000004", 0)}", hospital);
        Assert.Equal("404 not-found", foreign.Outcome);
        Assert.Equal(unknown["detail"], foreign["detail"]);
    }

    [Fact]
    public async Task Other_employers_and_clients_without_the_scope_learn_nothing()
    {
        await using var api = await PlayedAsync();

        Assert.Equal(404, (await api.GetAsync("remittances", api.Token("employer", Scopes.ClaimsRead, Guid.NewGuid()))).Status);
        Assert.Equal(403, (await api.GetAsync("remittances", api.Token("employer", Scopes.FundingRead, FundingStore.Employer))).Status);
        Assert.Equal(4, Lines(await api.GetAsync("remittances", api.Token("employer", Scopes.ClaimsRead, FundingStore.Employer))).Count);
        Assert.Equal("404 not-found", (await api.GetAsync($"remittances/{TraceNumber.Of(Guid.NewGuid(), Clinic, Monday)}")).Outcome);
        Assert.Equal("404 not-found", (await api.GetAsync($"remittances/{Number(Clinic, 2)}")).Outcome);
    }

    [Fact]
    public async Task Without_an_answer_of_claims_there_is_no_remittance_rather_than_half_of_one()
    {
        await using var api = await PlayedAsync();

        Assert.Equal("503 claims-unavailable", (await api.GetAsync($"remittances/{Number(Clinic, 0)}")).Outcome);
    }

    private static string Number(string npi, int day) => TraceNumber.Of(FundingStore.Employer, npi, Monday.AddDays(day));

    private static async Task<FundingApi> PlayedAsync()
    {
        var api = await FundingApi.StartAsync();
        await api.Store.OpenedOnAsync(Monday);
        await api.DepositAsync("500.00", "W-1");
        await api.Store.HearAsync(
            FundingStore.Claim("C1", 6000), FundingStore.Claim("C2", 4000),
            FundingStore.Claim("C3", 0) with { ProviderNpi = Hospital },
            new ClaimsDateMoved { EmployerId = FundingStore.Employer, From = Monday, To = Monday.AddDays(1) });
        await api.Store.HearAsync(FundingStore.Reversal("C1"), FundingStore.Claim("C1-R", 5500, frequency: 7), FundingStore.Reversal("C3"));
        return api;
    }

    private static async Task<List<string>> ListAsync(FundingApi api, string path) => Lines(await api.GetAsync(path));

    private static List<string> Lines(Answer answer) => answer.Status != 200 ? [answer.Body.GetRawText()] :
    [
        .. answer.Body.GetProperty("items").EnumerateArray().Select(item => string.Join(' ', item.EnumerateObject().Select(member => member.Value))),
    ];
}
