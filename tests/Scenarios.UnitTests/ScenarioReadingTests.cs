using System.Text.Json.Nodes;
using Aso.Scenarios.Format;
using Aso.Scenarios.Hosting;

namespace Aso.Scenarios.UnitTests;

public sealed class ScenarioReadingTests
{
    [Fact]
    public void A_well_formed_scenario_is_read_with_its_steps_in_order()
    {
        var scenario = Scenario.Read(Sample.Text);

        Assert.Equal("sample", scenario.Name);
        Assert.Equal(["deposit", "submitClaim", "submitClaim", "submitClaim", "advance"], scenario.Steps.Select(step => step["do"]!.GetValue<string>()));
    }

    [Fact]
    public void Every_scenario_of_the_repository_can_be_read_and_is_named_as_its_file()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryRoot.Find(), "tests", "Scenarios", "files"), "*.json");

        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.Equal(Path.GetFileNameWithoutExtension(file), Scenario.Read(File.ReadAllText(file)).Name));
    }

    [Theory]
    [InlineData("employer", "colour")]
    [InlineData("employer.fees", "perCall")]
    [InlineData("employer.funding", "requestWeekday")] // of another method
    [InlineData("plans[0].services[0].in", "coPay")]
    [InlineData("plans[1]", "services")] // of another line
    [InlineData("members[0].coverages[0]", "until")]
    [InlineData("steps[4]", "amount")] // of another step
    [InlineData("steps[1].claim.lines[0]", "charge")]
    [InlineData("steps[1].claim", "cause")] // of a disability claim
    [InlineData("expect.claims.C1", "state")]
    public void A_key_that_is_not_known_there_is_a_fault_with_its_path(string path, string key)
    {
        var faults = Sample.FaultsAfter(root => At(root, path)[key] = "1.00");

        var fault = Assert.Single(faults);
        Assert.StartsWith($"{path}.{key} is not a key here", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("employer", "createdOn")]
    [InlineData("employer", "funding")]
    [InlineData("plans[0].pricing", "otherwisePercentOfBilled")]
    [InlineData("plans[0].pricing", "percentOfBilledOutOfNetwork")] // a service has out-of-network terms
    [InlineData("plans[0].services[0]", "in")]
    [InlineData("plans[1]", "maxWeeks")]
    [InlineData("members[0]", "weeklyEarnings")] // has disability coverage
    [InlineData("members[0].coverages[0]", "tier")] // an employee's medical span
    [InlineData("members[1]", "subscriber")]
    [InlineData("employer.expectedMonthlyClaims", "family")] // a tier in use
    [InlineData("steps[0]", "reference")]
    [InlineData("steps[1].claim", "provider")]
    [InlineData("steps[2].claim", "original")]
    [InlineData("steps[3].claim", "cause")]
    public void A_required_key_that_is_missing_is_a_fault_with_its_path(string path, string key)
    {
        var faults = Sample.FaultsAfter(root => At(root, path).AsObject().Remove(key));

        var fault = Assert.Single(faults);
        Assert.StartsWith($"{path}.{key} is missing", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("employer", "createdOn", "2026-02-30")]
    [InlineData("employer", "arrangement", "ASO")]
    [InlineData("employer.fees", "perClaim", "4.005")]
    [InlineData("employer.fees", "perClaim", "-4.00")]
    [InlineData("employer.fees", "perClaim", 4.0)]
    [InlineData("employer.funding", "method", "prepaid")]
    [InlineData("plans[0].services[0].in", "coinsurance", "20%")]
    [InlineData("plans[0]", "timelyFilingDays", "365")]
    [InlineData("plans[1]", "line", "vision")]
    [InlineData("steps[1].claim", "frequency", 2)]
    [InlineData("steps[1].claim.lines[0]", "units", 0)]
    [InlineData("steps[1].claim.lines[0]", "units", 1.0005)]
    [InlineData("steps[4]", "do", "wait")]
    public void A_value_of_another_form_is_a_fault_with_its_path(string path, string key, object value)
    {
        var faults = Sample.FaultsAfter(root => At(root, path)[key] = JsonValue.Create(value));

        var fault = Assert.Single(faults);
        Assert.StartsWith($"{path}.{key} must be ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_fault_is_named_at_once()
    {
        var faults = Sample.FaultsAfter(root =>
        {
            root["employer"]!.AsObject().Remove("name");
            root["plans"]![0]!["extra"] = 1;
            root["steps"]![0]!["amount"] = "many";
        });

        Assert.Equal(3, faults.Count);
    }

    [Fact]
    public void Business_time_does_not_go_back()
    {
        var faults = Sample.FaultsAfter(root => root["steps"]![4]!["on"] = "2026-03-19");

        Assert.Equal(["steps[4].on goes back in time: 2026-03-20 was reached before"], faults);
    }

    [Fact]
    public void No_step_precedes_the_first_business_date()
    {
        var faults = Sample.FaultsAfter(root => root["employer"]!["createdOn"] = "2026-01-02");

        Assert.Equal(["steps[0].on goes back in time: 2026-01-02 was reached before"], faults);
    }

    [Fact]
    public void A_void_needs_no_more_than_what_it_takes_back()
    {
        Assert.Empty(Sample.FaultsAfter(root => root["steps"]![2]!["claim"]!.AsObject().Remove("provider")));
    }

    [Fact]
    public void A_fully_insured_employer_needs_no_funding_terms()
    {
        Assert.Empty(Sample.FaultsAfter(root =>
        {
            root["employer"]!["arrangement"] = "fully-insured";
            root["employer"]!.AsObject().Remove("funding");
        }));
    }

    [Fact]
    public void A_service_that_is_not_covered_needs_no_terms()
    {
        Assert.Empty(Sample.FaultsAfter(root =>
        {
            var service = root["plans"]![0]!["services"]![0]!.AsObject();
            service["covered"] = false;
            service.Remove("in");
        }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"scenario\": \"a\", \"scenario\": \"b\"}")]
    [InlineData("{\"scenario\": ")]
    public void What_is_not_one_JSON_object_with_distinct_keys_is_refused(string text)
    {
        Assert.Throws<ScenarioFormatException>(() => Scenario.Read(text));
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_name_that_cannot_name_a_file_is_a_fault(string name)
    {
        Assert.Single(Sample.FaultsAfter(root => root["scenario"] = name));
    }

    /// <summary>The place that <c>plans[0].pricing</c> names.</summary>
    private static JsonNode At(JsonNode root, string path)
    {
        var place = root;
        foreach (var part in path.Split('.', '['))
        {
            place = part.EndsWith(']') ? place[int.Parse(part[..^1], null)]! : place[part]!;
        }

        return place;
    }
}
