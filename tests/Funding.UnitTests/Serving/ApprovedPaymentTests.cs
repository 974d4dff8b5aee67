using static Aso.Funding.UnitTests.Serving.Approving;

namespace Aso.Funding.UnitTests.Serving;

/// <summary>Where a payee is paid, and what the bank is told to pay: changed and issued by two persons.</summary>
public sealed class ApprovedPaymentTests
{
    [Fact]
    public async Task An_account_is_changed_by_two_persons_and_its_number_is_shown_to_none()
    {
        await using var api = await PlayedAsync();

        var proposed = await RegisterAsync(api, "sam");

        Assert.Equal(202, proposed.Status);
        Assert.Equal(
            $$"""{"providerNpi":"{{Clinic}}","routingNumber":"021000021","accountNumberEnd":"6789","accountType":"checking","name":"RIVERSIDE CLINIC"}""",
            proposed.Body.GetProperty("content").GetRawText());
        Assert.Empty((await api.GetAsync("payee-accounts", api.Staff("tom"))).Items);
        Assert.Equal(proposed.Body.GetRawText(), (await RegisterAsync(api, "tom")).Body.GetRawText());
        var other = await api.SendAsync(
            HttpMethod.Post, "payee-accounts", new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "987656789", name = "RIVERSIDE CLINIC" }, token: api.Staff("tom"));
        Assert.Equal("409 approval-waiting", other.Outcome);
        var approved = await ApproveAsync(api, proposed, "tom");

        Assert.Contains("\"accountNumberEnd\":\"6789\"", Assert.Single((await api.GetAsync("payee-accounts", api.Staff("tom"))).Items), StringComparison.Ordinal);
        var all = await api.GetAsync("approvals/funding", api.Staff("tom"));
        Assert.All([proposed, other, approved, all], answer =>
        {
            Assert.DoesNotContain("550016789", answer.Body.GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain("987656789", answer.Body.GetRawText(), StringComparison.Ordinal);
        });
        Assert.Equal(0, await KeptRequestsAsync(api));
    }

    [Fact]
    public async Task Of_a_short_number_at_most_half_is_shown()
    {
        await using var api = await PlayedAsync();

        var proposed = await api.SendAsync(
            HttpMethod.Post, "payee-accounts", new { providerNpi = Clinic, routingNumber = "021000021", accountNumber = "12345", name = "CLINIC" }, token: api.Staff("sam"));

        Assert.Equal("45", Text(proposed.Body.GetProperty("content"), "accountNumberEnd"));
    }

    [Fact]
    public async Task A_payment_file_is_issued_as_it_was_shown_or_not_at_all()
    {
        await using var api = await PlayedAsync();

        var proposed = await IssueAsync(api, "sam");

        Assert.Equal("""{"date":"2026-01-05","total":"0.00","payments":"0","notInFile":"1"}""", proposed.Body.GetProperty("content").GetRawText());
        Assert.Equal("404 not-found", (await api.GetAsync("payment-files/2026-01-05", api.Staff("tom"))).Outcome);
        await ApproveAsync(api, await RegisterAsync(api, "sam"), "tom");
        Assert.Equal("409 changed-since-proposed", (await ApproveAsync(api, proposed, "tom")).Outcome);

        await RejectAsync(api, proposed, "tom");
        var anew = await IssueAsync(api, "sam");
        Assert.Equal("60.00", Text(anew.Body.GetProperty("content"), "total"));
        Assert.Equal(200, (await ApproveAsync(api, anew, "tom")).Status);
        Assert.Equal("60.00", (await api.GetAsync("payment-files/2026-01-05", api.Staff("tom")))["total"]);
        Assert.Equal(200, (await IssueAsync(api, "sam")).Status);
    }
}
