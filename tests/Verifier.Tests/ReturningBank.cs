using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Nacha;

namespace Aso.Verifier.Tests;

/// <summary>A bank that cannot deliver what the platform told it to pay, and takes back what it had drawn.</summary>
internal sealed class ReturningBank(PlatformConnection administrator, Guid employerId)
{
    private string Employer => $"v1/employers/{employerId}";

    /// <summary>Passes a day, has the file of a date issued and returns all that it pays.</summary>
    public async Task ReturnPaymentsAsync(string date, JsonObject payee)
    {
        var ledger = await administrator.GetAsync($"{Employer}/ledger", CancellationToken.None);
        var tomorrow = DateOnly.Parse((string)ledger["businessDate"]!, null).AddDays(1);
        await administrator.PostAsync($"{Employer}/clock", new JsonObject { ["date"] = $"{tomorrow:yyyy-MM-dd}" }, CancellationToken.None);
        await new Settlement(administrator, employerId).SettleAsync(CancellationToken.None);
        payee["routingNumber"] = "021000021";
        payee["accountNumber"] = "123456789";
        payee["name"] = "PAYEE";
        await administrator.PostAsync($"{Employer}/payee-accounts", payee, CancellationToken.None);
        await administrator.PostAsync($"{Employer}/payment-files/{date}", new JsonObject(), CancellationToken.None);
        var issued = AchReader.Read(await SendAsync(HttpMethod.Get, $"payment-files/{date}", null)).File!;
        await ReturnAsync("paymentReopened", issued.Batches.SelectMany(batch => batch.Entries.Select(entry => entry with
        {
            PaymentInformation = null,
            Return = new() { Reason = "R02", OriginalTraceNumber = batch.TraceNumberOf(entry), OriginalBank = RoutingNumber.Bank(entry.RoutingNumber) },
        })));
    }

    /// <summary>Sends the employer back what is its own.</summary>
    public Task RefundAsync(string amount) => administrator.PostAsync($"{Employer}/refunds", new JsonObject { ["amount"] = amount }, CancellationToken.None);

    public Task ReturnDepositAsync(string reference, long cents) => ReturnAsync("depositReturned",
    [
        new()
        {
            Cents = cents, RoutingNumber = "091000019", AccountNumber = "4711", PayeeId = reference, PayeeName = "EMPLOYER", Sequence = 1,
            Return = new() { IsDebit = true, Reason = "R01", OriginalTraceNumber = "091000010000001", OriginalBank = "02100002" },
        },
    ]);

    private async Task ReturnAsync(string outcome, IEnumerable<AchEntry> entries)
    {
        var file = AchWriter.Write(new()
        {
            Destination = "091000019", DestinationName = "FIRST BANK", Origin = "021000021", OriginName = "PAYEES BANK", CreatedAt = new(2026, 2, 1),
            Batches =
            [
                new()
                {
                    CompanyName = "ASO", CompanyId = "1000000000", EntryClass = "CCD", Description = "RETURNS", EffectiveOn = new(2026, 2, 1), OriginatingBank = "02100002",
                    Entries = [.. entries.Index().Select(entry => entry.Item with { Sequence = entry.Index + 1 })],
                },
            ],
        });
        var answer = JsonNode.Parse(await SendAsync(HttpMethod.Post, "return-files", new StringContent(file)))!;
        Assert.All(answer["returns"]!.AsArray(), item => Assert.Equal(outcome, (string)item!["outcome"]!));
    }

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(administrator.Address, $"{Employer}/{path}")) { Content = content };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(method == HttpMethod.Get ? "text/plain" : "application/json"));
        using var answer = await administrator.SendOnceAsync(request, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text;
    }
}
