using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net.Sockets;
using Aso.Claims;
using Aso.Foundation;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Spectre.Console;

namespace Aso.Embedded;

public static class Program
{
    private static readonly Uri DefaultUrl = new("http://localhost:8080");

    /// <summary>What was begun is finished before the process ends; longer than the bus takes at most.</summary>
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(40);

    public static Task<int> Main(string[] args)
    {
        var empty = new Option<bool>("--empty") { Description = "Do not load the demo group." };
        var data = new Option<string>("--data") { Description = "Where databases and keys are kept between starts.", DefaultValueFactory = _ => Path.Combine(Directory.GetCurrentDirectory(), "data") };
        var urls = new Option<Uri>("--urls")
        {
            Description = "Where REST and the portal answer; gRPC answers on the next port, operations on the one after it.",
            DefaultValueFactory = _ => DefaultUrl,
            CustomParser = ReadAddress,
        };
        var reExecute = new Option<string[]?>("--re-execute")
        {
            Description = "Decide all stored claims again, or those of an EMPLOYER-ID, or one of its claims by CLAIM-NUMBER, compare to the cent, and end.",
            Arity = new ArgumentArity(0, 2),
            AllowMultipleArgumentsPerToken = true,
        };
        var command = new RootCommand("The whole platform in one process: members, claims, money and stop-loss of self-funded employers.") { empty, data, urls, reExecute };
        command.SetAction((parsed, cancel) =>
        {
            var options = new EmbeddedOptions(parsed.GetValue(data)!, parsed.GetValue(urls)!);
            return StartRules.OrSayWhyNotAsync(() => parsed.GetResult(reExecute) is null
                ? RunAsync(options, parsed.GetValue(empty), cancel)
                : ReExecuteAsync(options, parsed.GetValue(reExecute) ?? [], cancel));
        });
        return command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = EndsWithin });
    }

    private static Uri? ReadAddress(ArgumentResult argument)
    {
        if (Uri.TryCreate(argument.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http")
        {
            return address;
        }

        argument.AddError($"{argument.Tokens[0].Value} is no address; write it as http://localhost:8080");
        return null;
    }

    private static async Task<int> ReExecuteAsync(EmbeddedOptions options, string[] claims, CancellationToken cancel)
    {
        try
        {
            await using var app = await EmbeddedHost.BuildAsync(options, cancel: cancel);
            return await ClaimsService.ReExecuteAsync(app.Services, claims, cancel);
        }
        catch (IOException failure)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            return 1;
        }
    }

    private static async Task<int> RunAsync(EmbeddedOptions options, bool empty, CancellationToken cancel)
    {
        WebApplication app;
        try
        {
            app = await EmbeddedHost.BuildAsync(options, cancel: cancel);
            await app.StartAsync(cancel);
        }
        catch (SocketException failure)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{options.Url} cannot be listened on: {failure.Message}[/]");
            return 1;
        }
        catch (IOException failure)
        {
            AnsiConsole.MarkupLineInterpolated($"[red]{failure.Message}[/]");
            return 1;
        }

        await using (app)
        {
            var (address, partners, operations) = ListenAddresses.Of([.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses]);
            AnsiConsole.MarkupLineInterpolated($"[bold]The platform is ready[/] at {address}; partners call {partners}, operations {operations}");
            if (!empty)
            {
                await DemoStart.ShowAsync(app, address, partners, cancel);
            }

            await app.WaitForShutdownAsync(cancel);
        }

        return 0;
    }
}
