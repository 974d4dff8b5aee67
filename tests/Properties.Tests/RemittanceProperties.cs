using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Primitives;
using Aso.Reference;
using Aso.Scenarios.Format;
using Aso.Scenarios.Hosting;
using Aso.Scenarios.Play;
using Aso.X12.Remittance835;

namespace Aso.Properties.Tests;

/// <summary>Over scenarios that chance draws: what all 835 of an employer pay is what its ledger paid to providers, to the cent.</summary>
public sealed class RemittanceProperties
{
    private const int Scenarios = 25;
    private const int FirstSeed = 4_000;

    [Fact]
    public async Task All_remittances_of_an_employer_come_to_what_its_ledger_paid_to_providers()
    {
        await using var host = await EmbeddedPlatform.StartAsync(CancellationToken.None);
        using var platform = new PlatformAccess(host.Address, grpcAddress: null, "administrator", "development-only-secret");
        var (files, reversals, denials, kept) = (0, 0, 0, 0);
        foreach (var seed in Enumerable.Range(FirstSeed, Scenarios))
        {
            using var player = new ScenarioPlayer(platform, Scenario.Read(RandomScenario.Draw(seed).ToJsonString()));
            await player.PlayAsync(() => { }, CancellationToken.None);
            await LeaveTodayAsync(platform.Administrator, player.EmployerId);

            var remittances = await RemittancesAsync(platform.Administrator, player.EmployerId);
            Assert.Equal(await PaidToProvidersAsync(platform.Administrator, player.EmployerId), new Money(remittances.Sum(remittance => remittance.PaidCents)));
            files += remittances.Count;
            reversals += remittances.Sum(remittance => remittance.Claims.Count(claim => claim.IsReversal));
            denials += remittances.Sum(remittance => remittance.Claims.Count(claim => claim.Status == "4"));
            kept += remittances.Sum(remittance => remittance.ProviderAdjustments.Count);
        }

        // Otherwise chance has drawn nothing that could go wrong.
        Assert.True(files > Scenarios && reversals > 5 && denials > 5 && kept > 5, $"{files} files, {reversals} reversals, {denials} denials, {kept} provider adjustments");
    }

    private static async Task LeaveTodayAsync(PlatformConnection administrator, Guid employerId)
    {
        var ledger = await administrator.GetAsync($"v1/employers/{employerId}/ledger", CancellationToken.None);
        var next = DateOnly.Parse((string)ledger["businessDate"]!, null).AddDays(1);
        await administrator.PostAsync($"v1/employers/{employerId}/clock", new JsonObject { ["date"] = $"{next:yyyy-MM-dd}" }, CancellationToken.None);
        await new Settlement(administrator, employerId).SettleAsync(CancellationToken.None);
    }

    /// <summary>Every file, read back; one that is out of balance is not read.</summary>
    private static async Task<List<Remittance>> RemittancesAsync(PlatformConnection administrator, Guid employerId)
    {
        var remittances = new List<Remittance>();
        var list = await administrator.GetAsync($"v1/employers/{employerId}/remittances?limit=500", CancellationToken.None);
        Assert.Null(list["next"]);
        foreach (var item in list["items"]!.AsArray())
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(administrator.Address, $"v1/employers/{employerId}/remittances/{item!["traceNumber"]}"));
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/edi-x12"));
            using var answer = await administrator.SendOnceAsync(request, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
            var file = await Remittance835Reader.ReadFileAsync(await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
            Assert.Empty(file.Errors);
            var remittance = Assert.Single(file.Items);
            Assert.Equal(Money.Parse((string)item["paid"]!).Cents, remittance.PaidCents);
            Assert.Equal((long)item["claims"]!, remittance.Claims.Count);
            remittances.Add(remittance);
        }

        return remittances;
    }

    /// <summary>What the journal's releases credited to cash, or to the insurer, for claims that have a provider.</summary>
    private static async Task<Money> PaidToProvidersAsync(PlatformConnection administrator, Guid employerId)
    {
        var claims = (await administrator.GetAsync($"v1/employers/{employerId}/claims?limit=1000", CancellationToken.None))["items"]!.AsArray();
        var ofProviders = claims.Where(claim => claim!["providerNpi"] is not null).Select(claim => (string)claim!["claimId"]!).ToHashSet();
        var paid = Money.Zero;
        await foreach (var entry in administrator.ListAsync($"v1/employers/{employerId}/ledger/entries", CancellationToken.None))
        {
            if ((string)entry["kind"]! is "claimReleased" or "claimReleasedByInsurer" && ofProviders.Contains((string)entry["subject"]!))
            {
                paid += entry["lines"]!.AsArray().Where(line => (string)line!["account"]! is "cash" or "insurerFunds").Sum(line => Money.Parse((string)line!["credit"]!));
            }
        }

        return paid;
    }
}
