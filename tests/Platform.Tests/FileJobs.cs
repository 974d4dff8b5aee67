using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Aso.Platform.Tests;

/// <summary>Sends files as jobs, and follows them.</summary>
internal static class FileJobs
{
    /// <summary>Sends a file and waits until its job has ended.</summary>
    /// <param name="kind"><c>enrollment-file</c> or <c>claim-file</c>.</param>
    public static async Task<JsonNode> RunAsync(RunningPlatform platform, Guid employerId, string kind, string file) =>
        await UntilAsync(platform, employerId, kind, await SendAsync(platform, employerId, kind, file), HasEnded);

    /// <returns>The job's id.</returns>
    public static async Task<string> SendAsync(RunningPlatform platform, Guid employerId, string kind, string file)
    {
        using var http = await platform.AsAdministratorAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/employers/{employerId}/{kind}s") { Content = new StringContent(file, Encoding.ASCII, "application/edi-x12") };
        request.Headers.Add("Prefer", "respond-async");
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["jobId"]!;
    }

    /// <summary>The job as it stands.</summary>
    public static Task<JsonNode> StateAsync(RunningPlatform platform, Guid employerId, string kind, string jobId, CancellationToken cancel = default) =>
        platform.Administrator.GetAsync($"v1/employers/{employerId}/{kind}-jobs/{jobId}", cancel);

    public static async Task<JsonNode> UntilAsync(RunningPlatform platform, Guid employerId, string kind, string jobId, Predicate<JsonNode> hasCome)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        while (true)
        {
            var job = await StateAsync(platform, employerId, kind, jobId, patience.Token);
            if (hasCome(job))
            {
                return job;
            }

            await Task.Delay(20, patience.Token);
        }
    }

    public static bool HasEnded(JsonNode job) => (string)job["state"]! is not ("waiting" or "running");
}
