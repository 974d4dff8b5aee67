using System.Text.Json.Nodes;
using Aso.Primitives;

namespace Aso.Embedded.Demo;

/// <summary>Does the steps of the demo's timeline, each on its business date.</summary>
/// <param name="businessDate">The first one; every step moves it on.</param>
internal sealed class DemoTimeline(
    PlatformConnection administrator, CarrierConnection carrier, Settlement settlement, Guid employerId, string businessDate, DirectoryInfo folder)
{
    private string _businessDate = businessDate;
    private Money _acceptedAndNotRemitted;

    private string Employer => $"v1/employers/{employerId}";

    public static string Describe(JsonObject step)
    {
        var what = step["do"]!.GetValue<string>() switch
        {
            "submitClaimFile" => $"claims: {step["file"]}",
            "submitEnrollmentFile" => $"enrollment: {step["file"]}",
            "submitClaim" => "a disability claim",
            "deposit" or "payFundingRequest" => "funding",
            "decideReimbursements" => "the carrier decides",
            "remitAccepted" => "the carrier pays",
            _ => "time passes",
        };
        return $"{step["on"]} {what}";
    }

    public async Task DoAsync(JsonObject step, CancellationToken cancel)
    {
        await MoveClockAsync(step["on"]!.GetValue<string>(), cancel);
        switch (step["do"]!.GetValue<string>())
        {
            case "submitClaimFile":
                await SubmitFileAsync("claim-files", step, cancel);
                break;
            case "submitEnrollmentFile":
                await SubmitFileAsync("enrollment-files", step, cancel);
                break;
            case "submitClaim":
                await administrator.PostAsync($"{Employer}/claims", step["claim"]!, cancel);
                break;
            case "deposit":
                await DepositAsync(Money.Parse(step["amount"]!.GetValue<string>()), step, cancel);
                break;
            case "payFundingRequest":
                await PayFundingRequestAsync(step, cancel);
                break;
            case "decideReimbursements":
                await DecideAsync(Rate.ParsePercent(step["acceptPercent"]!.GetValue<string>()), cancel);
                break;
            case "remitAccepted":
                await RemitAsync(step["reference"]!.GetValue<string>(), cancel);
                break;
        }

        await settlement.SettleAsync(cancel);
    }

    private async Task MoveClockAsync(string date, CancellationToken cancel)
    {
        if (date != _businessDate)
        {
            await administrator.PostAsync($"{Employer}/clock", new JsonObject { ["date"] = date }, cancel);
            _businessDate = date;
            await settlement.SettleAsync(cancel);
        }
    }

    private async Task SubmitFileAsync(string kind, JsonObject step, CancellationToken cancel)
    {
        var content = await File.ReadAllBytesAsync(Path.Combine(folder.FullName, step["file"]!.GetValue<string>()), cancel);
        await administrator.PostFileAsync($"{Employer}/{kind}", content, cancel);
    }

    private async Task DepositAsync(Money amount, JsonObject step, CancellationToken cancel)
    {
        var deposit = new JsonObject { ["amount"] = amount.ToString(), ["reference"] = step["reference"]!.DeepClone() };
        await administrator.PostAsync($"{Employer}/deposits", deposit, cancel);
    }

    /// <summary>Deposits what the employer is asked for, to the cent; nothing where nothing is asked for.</summary>
    private async Task PayFundingRequestAsync(JsonObject step, CancellationToken cancel)
    {
        var outstanding = (await administrator.ListAsync($"{Employer}/funding-requests", cancel).ToListAsync(cancel))
            .Sum(request => Money.Parse(request["outstanding"]!.GetValue<string>()));
        if (outstanding.IsPositive)
        {
            await DepositAsync(outstanding, step, cancel);
        }
    }

    private async Task DecideAsync(Rate accepted, CancellationToken cancel)
    {
        foreach (var request in await carrier.UndecidedAsync(employerId, cancel))
        {
            var amount = new Money(request.AmountCents).TimesRounded(accepted);
            await carrier.DecideAsync(request, amount, cancel);
            _acceptedAndNotRemitted += amount;
        }
    }

    private async Task RemitAsync(string reference, CancellationToken cancel)
    {
        if (_acceptedAndNotRemitted.IsPositive)
        {
            await carrier.RemitAsync(employerId, _acceptedAndNotRemitted, reference, cancel);
            _acceptedAndNotRemitted = Money.Zero;
        }
    }
}
