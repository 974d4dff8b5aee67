using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Aso.Platform.Tests.Described;

/// <summary>A client that openapi-typescript and openapi-fetch make from the description, compiled strictly and run by Node.</summary>
internal sealed class TypeScriptClient : IDisposable
{
    private static readonly JsonSerializerOptions AsIs = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Frame =
        """
        import createClient from "openapi-fetch";
        import type { paths } from "./api.js";

        declare const process: { env: Record<string, string> };
        declare const console: { log(text: string): void };

        const answers: object[] = [];
        const recorded = async (request: Request): Promise<Response> => {
          // What operators ask is answered at their own port.
          const path = new URL(request.url).pathname;
          const door = path.startsWith("/v1/operations/") ? new URL(path + new URL(request.url).search, process.env.MANAGEMENT) : request.url;
          const response = await fetch(new Request(door, request));
          const media = response.headers.get("content-type")?.split(";")[0] ?? null;
          const body = media === "text/event-stream" ? null : await response.clone().text();
          answers.push({ method: request.method, path: new URL(request.url).pathname, status: response.status, media, headers: [...response.headers.keys()], body });
          return response;
        };
        const clientOf = (token: string) => createClient<paths>({ baseUrl: process.env.ADDRESS, fetch: recorded, headers: { Authorization: `Bearer ${token}` } });
        const client = clientOf(process.env.TOKEN!);
        const carrier = clientOf(process.env.CARRIER!);
        const form = (body: Record<string, unknown>) => new URLSearchParams(Object.entries(body) as [string, string][]);
        const text = (body: string) => body;

        type Claim = paths["/v1/employers/{employerId}/claims"]["post"]["requestBody"]["content"]["application/json"];
        // @ts-expect-error A claim is no registration of a client: where this compiles, the description tells them apart no more.
        export const wrong: Claim = { kind: "employer" };


        """;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("aso-typescript-");

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Makes all calls.</summary>
    /// <returns>What came back, in that order.</returns>
    public async Task<IReadOnlyList<Answered>> CallAsync(Description description, IReadOnlyList<PlannedCall> calls, Uri address, Uri management, string token, string carriersToken)
    {
        var modules = Path.Combine(SourceRoot(), "tests", "Contracts.Tests", "Lint", "node_modules");
        Assert.True(Directory.Exists(modules), "The client's generator is not installed: run `npm ci` in tests/Contracts.Tests/Lint, or tests/run, which does.");
        Directory.CreateSymbolicLink(File("node_modules"), modules);
        await System.IO.File.WriteAllTextAsync(File("api.json"), description.Text);
        await System.IO.File.WriteAllTextAsync(File("package.json"), """{"type": "module"}""");
        await System.IO.File.WriteAllTextAsync(File("calls.ts"), Write(calls));
        await RunAsync(Path.Combine(modules, ".bin", "openapi-typescript"), ["api.json", "--output", "api.ts"]);
        await RunAsync(Path.Combine(modules, ".bin", "tsc"), ["--strict", "--module", "nodenext", "--target", "es2022", "--lib", "es2022,dom,dom.iterable", "--skipLibCheck", "--outDir", "out", "calls.ts"]);
        await System.IO.File.WriteAllTextAsync(File("out/package.json"), """{"type": "module"}""");
        var said = await RunAsync("node", ["out/calls.js"], ("ADDRESS", address.AbsoluteUri.TrimEnd('/')), ("MANAGEMENT", management.AbsoluteUri), ("TOKEN", token), ("CARRIER", carriersToken));
        return JsonSerializer.Deserialize<List<Answered>>(said, JsonSerializerOptions.Web)!;
    }

    private static string Write(IReadOnlyList<PlannedCall> calls)
    {
        var program = new StringBuilder(Frame);
        foreach (var call in calls)
        {
            program.Append("// ").Append(call.Operation.Id).Append('\n')
                .Append(WaitingWork.IsOfACarrier(call.Operation) ? "await carrier." : "await client.").Append(call.Operation.Method).Append('(').Append(Json(JsonValue.Create(call.Operation.Template))).Append(", { ");
            List<string> parts = [];
            if (call.Path.Count > 0 || call.Query.Count > 0)
            {
                var path = call.Path.Count == 0 ? "" : $"path: {Json(new JsonObject(call.Path.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)JsonValue.Create(value.Value)))))}";
                var query = call.Query.Count == 0 ? "" : $"query: {Json(new JsonObject(call.Query.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value.DeepClone()))))}";
                parts.Add($"params: {{ {string.Join(", ", new[] { path, query }.Where(part => part.Length > 0))} }}");
            }

            if (call.Media is { } media)
            {
                parts.Add($"body: {(call.HasJson ? call.Body : Json(JsonValue.Create(call.Body)))}");
                parts.Add($"headers: {{ \"Content-Type\": \"{media}\" }}");
                parts.Add(media is "application/x-www-form-urlencoded" ? "bodySerializer: form" : call.HasJson ? "" : "bodySerializer: text");
            }

            var answers = call.Operation.Said["responses"]!.AsObject().Where(answer => answer.Key[0] == '2').SelectMany(answer => answer.Value!["content"]?.AsObject() ?? []).Select(content => content.Key).ToList();
            var isStream = answers.Contains("text/event-stream");
            parts.Add(isStream ? "parseAs: \"stream\"" : answers.Any(content => content.EndsWith("json", StringComparison.Ordinal)) ? "" : "parseAs: \"text\"");
            program.Append(string.Join(", ", parts.Where(part => part.Length > 0))).Append(" })")
                .Append(isStream ? ".then(answer => answer.response.body?.cancel())" : "").Append(";\n");
        }

        return program.Append("console.log(JSON.stringify(answers));\n").ToString();
    }

    private static string Json(JsonNode? node) => node?.ToJsonString(AsIs) ?? "null";

    private async Task<string> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = _directory.FullName, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{Path.GetFileName(program)} ended with {process.ExitCode}:\n{string.Join('\n', said)[..Math.Min(6000, said[0].Length + said[1].Length)]}");
        return said[0];
    }

    private string File(string name) => Path.Combine(_directory.FullName, name);

    private static string SourceRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(directory.FullName, "Platform.sln")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}
