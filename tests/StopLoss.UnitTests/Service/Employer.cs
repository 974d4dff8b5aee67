using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Contracts;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Contracts.Funding.V1;
using Aso.Foundation;
using static Aso.StopLoss.UnitTests.Given;
using BenefitLine = Aso.Contracts.Enrollment.V1.BenefitLine;

namespace Aso.StopLoss.UnitTests.Service;

/// <summary>One employer as stop-loss knows it: what the other services say of it, and what the API answers about it.</summary>
internal sealed class Employer(StopLossHost host, Guid employerId)
{
    private readonly Dictionary<string, long> _sequences = [];
    private DateOnly? _today;

    public Guid Id => employerId;

    public string Address => $"/v1/employers/{employerId}/stop-loss";

    /// <summary>Registered, with a medical plan, not yet open.</summary>
    public static async Task<Employer> RegisteredAsync(StopLossHost host, Arrangement arrangement = Arrangement.Aso, TierCents? expectedClaims = null)
    {
        var employer = new Employer(host, Guid.CreateVersion7());
        await employer.HearAsync(
            new EmployerRegistered { EmployerId = employer.Id, Name = "Acme Tooling", Arrangement = arrangement, PlanYearStart = PeriodStart, ExpectedMonthlyClaims = expectedClaims },
            new PlanDefined { EmployerId = employer.Id, PlanCode = "MED", Line = BenefitLine.Medical });
        return employer;
    }

    /// <summary>Registered, open on 2026-01-01, with the policy of <paramref name="carrierId"/>.</summary>
    public static async Task<Employer> InsuredAsync(StopLossHost host, Guid carrierId, Action<JsonObject>? but = null)
    {
        var employer = await RegisteredAsync(host);
        (await employer.WriteAsync(Policy(carrierId, but))).EnsureSuccessStatusCode();
        await employer.ReachAsync("2026-01-01");
        return employer;
    }

    /// <summary>12/15 from 2026-01-01, medical, deductible 10,000, 100 %, trigger C.</summary>
    public static JsonObject Policy(Guid carrierId, Action<JsonObject>? but = null)
    {
        var policy = new JsonObject
        {
            ["carrierId"] = carrierId,
            ["periodStart"] = "2026-01-01",
            ["basis"] = "12/15",
            ["lines"] = new JsonArray("medical"),
            ["specific"] = new JsonObject { ["deductible"] = "10000.00", ["carrierPercent"] = "100", ["maximumPerPerson"] = "1000000.00" },
            ["premium"] = new JsonObject { ["employee"] = new JsonObject { ["specific"] = "85.00", ["aggregate"] = "6.50" } },
            ["triggerDiagnoses"] = new JsonArray("C"),
        };
        but?.Invoke(policy);
        return policy;
    }

    public Task<HttpResponseMessage> WriteAsync(JsonObject policy) => host.Http().PostAsJsonAsync($"{Address}/policies", policy);

    public async Task<JsonNode> ShowAsync() => (await host.Http().GetFromJsonAsync<JsonNode>(Address))!;

    public async Task<JsonNode> ShowMemberAsync(string memberId) =>
        (await ShowAsync())["members"]!.AsArray().Single(member => member!["memberId"]!.GetValue<string>() == memberId)!;

    public async Task ReachAsync(string date)
    {
        await HearAsync(new FundingDateMoved { EmployerId = employerId, From = _today, To = Day(date) });
        _today = Day(date);
    }

    public Task HearAsync(params IReadOnlyList<object> bodies) => host.HearAsync(employerId, [.. bodies.Select(Numbered)]);

    public PaymentReleased Released(string member, string paid, string on, string? serviceDate = null, Guid? claimId = null) => new()
    {
        EmployerId = employerId,
        ClaimId = claimId ?? Guid.CreateVersion7(),
        MemberId = member,
        Line = BenefitLine.Medical,
        ReleasedOn = Day(on),
        PaidCents = Usd(paid).Cents,
        RecoupedCents = 0,
        Lines = [new() { ServiceDate = Day(serviceDate ?? on), PaidCents = Usd(paid).Cents }],
    };

    public ClaimAdjudicated Approved(string member, string on, params string[] diagnoses) => new()
    {
        EmployerId = employerId,
        ClaimId = Guid.CreateVersion7(),
        ClaimNumber = "C1",
        MemberId = member,
        Line = BenefitLine.Dental,
        Frequency = 1,
        Approved = true,
        Diagnoses = diagnoses,
        AdjudicatedOn = Day(on),
        PaidCents = 0,
        Lines = [],
    };

    public MemberCoverageChanged Covered(string member, Relationship relationship, int? tier, string from, string? to = null) => new()
    {
        EmployerId = employerId,
        MemberId = member,
        Relationship = relationship,
        SubscriberId = member,
        BirthDate = Day("1980-02-03"),
        OtherCoveragePrimary = false,
        Coverages = [new() { PlanCode = "MED", Line = BenefitLine.Medical, Tier = tier, From = Day(from), To = to is null ? null : Day(to) }],
    };

    private IncomingMessage Numbered(object body)
    {
        var source = MessageCatalog.Of(body.GetType()).Publisher;
        _sequences[source] = _sequences.GetValueOrDefault(source) + 1;
        return new(source, _sequences[source], Guid.CreateVersion7(), body);
    }
}
