using System.Net;
using System.Text.Json.Nodes;
using Aso.Embedded.Demo;
using Aso.Primitives;
using Aso.Scenarios.Format;

namespace Aso.Scenarios.Play;

/// <summary>Plays one scenario into a platform, with an employer and a carrier of its own, and reads what came out.</summary>
internal sealed class ScenarioPlayer : IDisposable
{
    private readonly PlatformAccess _platform;
    private readonly Scenario _scenario;
    private readonly Guid _employerId = Guid.CreateVersion7();
    private readonly Settlement _settlement;
    private readonly List<string> _rejectedClaims = [];
    private CarrierConnection? _carrier;
    private string _businessDate;

    public ScenarioPlayer(PlatformAccess platform, Scenario scenario)
    {
        _platform = platform;
        _scenario = scenario;
        _settlement = new(platform.Administrator, _employerId);
        _businessDate = scenario.Employer["createdOn"]!.GetValue<string>();
    }

    /// <summary>The employer that this scenario has for itself.</summary>
    public Guid EmployerId => _employerId;

    private string Employer => $"v1/employers/{_employerId}";

    /// <param name="stepDone">Called after each step.</param>
    /// <returns>What came out, in the shape of <c>expect</c>, all of it.</returns>
    /// <exception cref="StepFailedException">Setting up or a step did not succeed; the message says which and why.</exception>
    public async Task<JsonObject> PlayAsync(Action stepDone, CancellationToken cancel)
    {
        await NamingAsync("setting up", () => SetUpAsync(cancel));
        foreach (var (index, step) in _scenario.Steps.Index())
        {
            var name = $"steps[{index}] ({step["do"]} on {step["on"]})";
            await NamingAsync(name, () => DoAsync(step, cancel));
            stepDone();
        }

        JsonObject? outcome = null;
        var reading = new OutcomeReading(_platform.Administrator, _employerId, _scenario, _rejectedClaims);
        await NamingAsync("reading what came out", async () => outcome = await reading.ReadAsync(cancel));
        return outcome!;
    }

    public void Dispose() => _carrier?.Dispose();

    private async Task SetUpAsync(CancellationToken cancel)
    {
        var administrator = _platform.Administrator;
        await administrator.PostAsync("v1/employers", Wording.ToEmployer(_scenario.Employer, _employerId), cancel);
        foreach (var plan in _scenario.Plans)
        {
            await administrator.PostAsync($"{Employer}/plans", plan, cancel);
        }

        await administrator.PutAsync($"{Employer}/network", Wording.ToNetwork(_scenario.Employer), cancel);

        // A dependant can only be enrolled under a subscriber who is there.
        foreach (var member in _scenario.Members.OrderBy(member => !InputFormat.Says(member, "relationship", "employee")))
        {
            await administrator.PostAsync($"{Employer}/members", Wording.ToMember(member), cancel);
        }

        await _settlement.SettleAsync(cancel);
        if (_scenario.StopLoss is { } policy)
        {
            var carrierId = await _platform.CreateCarrierAsync(policy["carrier"]!.GetValue<string>(), cancel);
            _carrier = await _platform.SignInCarrierAsync(carrierId, cancel);
            await administrator.PostAsync($"{Employer}/stop-loss/policies", Wording.ToPolicy(policy, carrierId), cancel);
            await _settlement.SettleAsync(cancel);
        }

        await administrator.PostAsync($"{Employer}/open", new JsonObject { ["on"] = _businessDate }, cancel);
        await _settlement.SettleAsync(cancel);
    }

    /// <summary>Does one step and waits until all that follows from it is done: the next one may depend on any of it.</summary>
    private async Task DoAsync(JsonObject step, CancellationToken cancel)
    {
        await MoveClockAsync(step["on"]!.GetValue<string>(), cancel);
        switch (step["do"]!.GetValue<string>())
        {
            case "deposit":
                await _platform.Administrator.PostAsync($"{Employer}/deposits", Wording.Pick(step, "amount", "reference"), cancel);
                break;
            case "submitClaim":
                await SubmitAsync(step["claim"]!.AsObject(), cancel);
                break;
            case "changeCoverage":
                var member = Uri.EscapeDataString(step["member"]!.GetValue<string>());
                await _platform.Administrator.PutAsync($"{Employer}/members/{member}/coverages", Wording.Pick(step, "coverages"), cancel);
                break;
            case "decideReimbursement":
                await DecideAsync(step["member"]?.GetValue<string>(), Amount(step, "accept"), cancel);
                break;
            case "remit":
                await Carrier().RemitAsync(_employerId, Amount(step, "amount"), step["reference"]!.GetValue<string>(), cancel);
                break;
            case "refundSurplus":
                await _platform.Administrator.PostAsync($"{Employer}/refunds", Wording.Pick(step, "amount"), cancel);
                break;
            default:
                return;
        }

        await _settlement.SettleAsync(cancel);
    }

    private async Task MoveClockAsync(string date, CancellationToken cancel)
    {
        if (date == _businessDate)
        {
            return;
        }

        await _platform.Administrator.PostAsync($"{Employer}/clock", new JsonObject { ["date"] = date }, cancel);
        _businessDate = date;
        await _settlement.SettleAsync(cancel);
    }

    private async Task SubmitAsync(JsonObject claim, CancellationToken cancel)
    {
        try
        {
            await _platform.Administrator.PostAsync($"{Employer}/claims", Wording.ToClaim(claim), cancel);
        }
        catch (PlatformRefusalException refusal)
            when (refusal is { Status: HttpStatusCode.UnprocessableEntity, Code: "replacement-rejected" })
        {
            _rejectedClaims.Add(claim["id"]!.GetValue<string>());
        }
    }

    /// <param name="memberId">Whom the undecided request is about; null: the aggregate's.</param>
    private async Task DecideAsync(string? memberId, Money accept, CancellationToken cancel)
    {
        var undecided = await Carrier().UndecidedAsync(_employerId, cancel);
        var request = undecided.FirstOrDefault(request => memberId is null ? !request.HasMemberId : request.HasMemberId && request.MemberId == memberId)
            ?? throw new StepFailedException(memberId is null ? "the aggregate has no undecided request" : $"{memberId} has no undecided request");
        await Carrier().DecideAsync(request, accept, cancel);
    }

    private CarrierConnection Carrier() => _carrier ?? throw new StepFailedException("the employer has no stop-loss policy");

    private static Money Amount(JsonObject step, string key) => Money.Parse(step[key]!.GetValue<string>());

    private static async Task NamingAsync(string name, Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception failure) when (failure is PlatformRefusalException or StepFailedException or TimeoutException or HttpRequestException)
        {
            throw new StepFailedException($"{name}: {failure.Message}");
        }
    }
}
