using System.CommandLine;
using System.CommandLine.Parsing;

namespace Aso.Scenarios;

/// <summary>The command line: what to play, into which platform, and what to do with what comes out.</summary>
internal static class Program
{
    private const string DevelopmentClientId = "administrator";
    private const string DevelopmentClientSecret = "development-only-secret";

    private static readonly Argument<FileInfo[]> Files = new("FILE") { Description = "Scenarios (JSON).", Arity = ArgumentArity.ZeroOrMore };

    private static readonly Option<Uri?> BaseUrl = new("--base-url")
    {
        Description = "A running platform; without it the embedded host is started and ended again.",
        CustomParser = ReadAddress,
    };

    private static readonly Option<Uri?> GrpcUrl = new("--grpc-url")
    {
        Description = "Where carriers call; by default the same address with TLS, the next port without.",
        CustomParser = ReadAddress,
    };

    private static readonly Option<DirectoryInfo?> Actual = new("--actual") { Description = "Write what came out here, one <scenario>.json each, and compare nothing." };

    private static readonly Option<bool> Demo = new("--demo") { Description = "Load the demo group of deploy/demo instead of playing files." };

    private static readonly Option<int> Parallel = new("--parallel") { Description = "Scenarios played at the same time.", DefaultValueFactory = _ => 4 };

    private static readonly Option<string> ClientId = new("--client-id")
    {
        Description = "The administrator's client; also ASO_CLIENT_ID.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASO_CLIENT_ID") ?? DevelopmentClientId,
    };

    private static readonly Option<string> ClientSecret = new("--client-secret")
    {
        Description = "Its secret; also ASO_CLIENT_SECRET.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASO_CLIENT_SECRET") ?? DevelopmentClientSecret,
    };

    public static async Task<int> Main(string[] args)
    {
        var command = new RootCommand("Plays business scenarios through the platform's public interfaces and compares what comes out.")
        {
            Files, BaseUrl, GrpcUrl, Actual, Demo, Parallel, ClientId, ClientSecret,
        };
        command.Validators.Add(line =>
        {
            var hasFiles = line.GetValue(Files) is { Length: > 0 };
            if (hasFiles == line.GetValue(Demo))
            {
                line.AddError(hasFiles ? "--demo takes no files." : "Name at least one scenario, or --demo.");
            }
        });
        Parallel.Validators.Add(option =>
        {
            if (option.GetValueOrDefault<int>() < 1)
            {
                option.AddError("--parallel must be 1 or more.");
            }
        });
        command.SetAction(RunAsync);
        return await command.Parse(args).InvokeAsync();
    }

    private static Task<int> RunAsync(ParseResult line, CancellationToken cancel)
    {
        var target = new Target(line.GetValue(BaseUrl), line.GetValue(GrpcUrl), line.GetValue(ClientId)!, line.GetValue(ClientSecret)!);
        return line.GetValue(Demo)
            ? DemoRun.RunAsync(target, cancel)
            : ScenarioRun.RunAsync(target, line.GetValue(Files)!, line.GetValue(Actual), line.GetValue(Parallel), cancel);
    }

    private static Uri? ReadAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        argument.AddError($"{argument.Tokens[0].Value} is no address; write it as http://localhost:8080");
        return null;
    }
}
