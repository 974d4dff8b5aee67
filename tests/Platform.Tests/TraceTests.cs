using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aso.Load;
using Aso.Traces;

namespace Aso.Platform.Tests;

[Collection("separate")]
public sealed class TraceTests(SeparateProcesses platform)
{
    private static readonly string[] ServicesOfAClaim = ["aso-gateway", "aso-claims", "aso-funding", "aso-stop-loss"];

    [Fact]
    public async Task What_one_claim_causes_in_every_service_is_one_tree_and_names_nobody()
    {
        var group = new LoadGroup(platform.Administrator, employees: 1);
        await group.SetUpAsync(CancellationToken.None);

        // The caller's own trace goes on through the platform.
        var caller = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        await SendAsync(caller, HttpMethod.Post, $"v1/employers/{group.EmployerId}/claims", JsonNode.Parse(group.ClaimOf(0)));
        await SendAsync(caller, HttpMethod.Get, $"v1/employers/{group.EmployerId}/members/E0", body: null);

        var spans = await SpansOfAsync(caller.TraceId.ToHexString());
        Assert.All(new SpanTree(spans).Roots, root => Assert.Equal(caller.SpanId.ToHexString(), root.ParentId));
        Assert.All(spans, span => Assert.DoesNotContain(span.Attributes.Values, NamesSomebody));
        Assert.All(spans, span => Assert.DoesNotContain("E0", span.Name, StringComparison.Ordinal));
    }

    private async Task SendAsync(ActivityContext caller, HttpMethod method, string path, JsonNode? body)
    {
        using var http = await platform.AsAdministratorAsync();
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("traceparent", $"00-{caller.TraceId}-{caller.SpanId}-01");
        (await http.SendAsync(request)).EnsureSuccessStatusCode();
    }

    private static bool NamesSomebody(string value) =>
        value.Contains("/E0", StringComparison.Ordinal) || value.Contains("J06.9", StringComparison.Ordinal) || value.Contains("1980-02-03", StringComparison.Ordinal);

    /// <summary>The trace's spans as soon as every service has reported its part.</summary>
    private async Task<IReadOnlyList<ReceivedSpan>> SpansOfAsync(string traceId)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            var spans = platform.Spans.Where(span => span.TraceId == traceId).ToList();
            var missing = ServicesOfAClaim.Except(spans.Select(span => span.Service)).ToList();
            if (missing.Count == 0 && spans.Count(span => span.Service == "aso-stop-loss") >= 2)
            {
                return spans;
            }

            Assert.True(patience.Elapsed < RunningPlatform.Patience, $"Within {RunningPlatform.Patience} no span came from {string.Join(", ", missing)}; {spans.Count} came: {string.Join(", ", spans.Select(span => $"{span.Service} {span.Name}"))}");
            await Task.Delay(50);
        }
    }
}
