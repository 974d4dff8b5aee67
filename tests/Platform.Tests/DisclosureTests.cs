using System.Text.Json.Nodes;
using Aso.Contracts;
using Aso.Foundation.Messaging;
using Aso.Platform.Tests.Tenants;
using Aso.Servers;

namespace Aso.Platform.Tests;

/// <summary>Who a person is stands in the answers to those who may know, and nowhere else: not in a log, a span, an error, or beside a message.</summary>
public abstract class DisclosureTests(RunningPlatform platform)
{
    private const string Canary = "CANARY5";

    [Fact]
    public async Task A_year_of_an_employer_leaves_nobodys_name_in_logs_and_spans()
    {
        var owner = await platform.OwnerAsync();

        var told = await platform.TelemetryAsync();

        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, line => line.Contains(owner.Canary, StringComparison.Ordinal) || line.Contains("C50.911", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_operation_repeats_a_name_in_an_error_a_log_or_a_span()
    {
        var owner = await platform.OwnerAsync();
        using var http = await platform.AsAdministratorAsync();
        var ids = Tenant.NobodysIds(owner.EmployerId).ToDictionary(id => id.Key, id => Guid.TryParse(id.Value, out _) ? id.Value : Canary);
        var findings = new List<string>();
        foreach (var operation in (await platform.OperationsAsync()).Where(operation => !operation.IsStream))
        {
            using var request = operation.ToRequest(ids, Canary);
            using var answer = await http.SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            if (!answer.IsSuccessStatusCode && body.Contains(Canary, StringComparison.Ordinal))
            {
                findings.Add($"{operation} {answer.StatusCode} {body}");
            }
        }

        findings.AddRange((await platform.TelemetryAsync()).Where(line => line.Contains(Canary, StringComparison.Ordinal)));
        Assert.Empty(findings);
    }
}

[Collection("embedded")]
public sealed class EmbeddedDisclosureTests(EmbeddedInProcess platform) : DisclosureTests(platform);

[Collection("separate")]
public sealed class SeparateDisclosureTests(SeparateProcesses platform) : DisclosureTests(platform)
{
    private readonly SeparateProcesses _platform = platform;

    [Fact]
    public async Task Beside_a_message_the_broker_knows_ids_of_messages_and_employers_and_nobodys_name()
    {
        using var tap = await MessageTap.OnAsync(_platform.VirtualHost, ServiceNames.All.Select(Topology.ExchangeOf));
        var canary = $"Canary{Guid.NewGuid():N}"[..12];

        await Tenant.SetUpAsync(_platform, canary);

        var heard = await tap.HeardAsync();
        Assert.Contains(heard, message => message["payload"]!.GetValue<string>().Contains(canary, StringComparison.Ordinal));
        Assert.All(heard, message =>
        {
            message.Remove("payload");
            Assert.DoesNotContain(canary, message.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("C50.911", message.ToJsonString(), StringComparison.Ordinal);
        });
    }
}
