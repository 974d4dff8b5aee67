using System.CommandLine;
using System.CommandLine.Parsing;
using Aso.Embedded.Demo;
using Aso.Scenarios.Hosting;
using Aso.Scenarios.Play;

namespace Aso.Scenarios;

/// <summary>Which platform to speak to, and as whom.</summary>
/// <param name="BaseUrl">Null: the embedded host, started for this run alone.</param>
internal sealed record Target(Uri? BaseUrl, Uri? GrpcUrl, string ClientId, string ClientSecret)
{
    public static readonly Option<Uri?> BaseUrlOption = new("--base-url")
    {
        Description = "A running platform; without it the embedded host is started and ended again.",
        CustomParser = ReadAddress,
    };

    public static readonly Option<Uri?> GrpcUrlOption = new("--grpc-url")
    {
        Description = "Where carriers call; by default the same address with TLS, the next port without.",
        CustomParser = ReadAddress,
    };

    public static readonly Option<string> ClientIdOption = new("--client-id")
    {
        Description = "The administrator's client; also ASO_CLIENT_ID.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASO_CLIENT_ID") ?? DevelopmentClientId,
    };

    public static readonly Option<string> ClientSecretOption = new("--client-secret")
    {
        Description = "Its secret; also ASO_CLIENT_SECRET.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("ASO_CLIENT_SECRET") ?? DevelopmentClientSecret,
    };

    private const int Failed = 1;

    // What a sandbox platform offers on its own; production knows neither.
    private const string DevelopmentClientId = "administrator";
    private const string DevelopmentClientSecret = "development-only-secret";

    public static Target Of(ParseResult line) =>
        new(line.GetValue(BaseUrlOption), line.GetValue(GrpcUrlOption), line.GetValue(ClientIdOption)!, line.GetValue(ClientSecretOption)!);

    /// <summary>Has <paramref name="work"/> done on the platform, starting it before and ending it behind where it is this run's own.</summary>
    /// <param name="work">Is also given the data directory of the host that was started for it; null of a platform that ran before.</param>
    /// <returns>What <paramref name="work"/> returns; 1, with a line that says why, where the platform cannot be started or reached or refuses.</returns>
    public async Task<int> UseAsync(Func<PlatformAccess, DirectoryInfo?, Task<int>> work, CancellationToken cancel)
    {
        try
        {
            await using var embedded = BaseUrl is null ? await EmbeddedPlatform.StartAsync(cancel) : null;
            using var platform = new PlatformAccess(BaseUrl ?? embedded!.Address, GrpcUrl, ClientId, ClientSecret);
            return await work(platform, embedded?.Data);
        }
        catch (Exception failure) when (failure is NotStartedException or PlatformRefusalException or HttpRequestException or TimeoutException or IOException)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return Failed;
        }
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
