using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Aso.Gateway.Factors;
using Aso.Gateway.Store;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OtpNet;

namespace Aso.Gateway.Tests;

/// <summary>A person's browser, and the app on her phone.</summary>
internal sealed partial class FactorBrowser(GatewayHost gateway, Uri? home = null) : IDisposable
{
    public const string Factors = "/account/second-factors";

    private const int StepSeconds = 30;

    private long _lastStep;

    public PersonBrowser Pages { get; } = new(gateway) { Home = home };

    /// <summary>In Base32.</summary>
    public string Secret { get; private set; } = "";

    public string LastCode { get; private set; } = "";

    public IReadOnlyList<string> RecoveryCodes { get; private set; } = [];

    public Task<HttpResponseMessage> ConfirmAsync(string password = PersonBrowser.Password) => Pages.SubmitAsync(Factors, ("currentPassword", password));

    /// <summary>Adds an app, and reads the recovery codes where they are shown.</summary>
    /// <param name="code">Left out: the right one.</param>
    public async Task<HttpResponseMessage> EnrollAsync(string? code = null)
    {
        var answer = await Pages.SubmitFilledAsync($"{Factors}/app", page =>
        {
            Secret = ShownSecret().Match(page).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
            return [("code", code ?? NextCode())];
        });
        ReadCodes(await answer.Content.ReadAsStringAsync());
        return answer;
    }

    public void ReadCodes(string page) => RecoveryCodes = [.. ShownCodes().Matches(page).Select(code => code.Groups[1].Value)];

    public Task<HttpResponseMessage> GiveCodeAsync(string code) => Pages.SubmitAsync("/sign-in/second-factor", "Go on", ("code", code));

    /// <summary>The app's code of now; of the next half minute where that of now was given out already, which the gateway takes for slow clocks.</summary>
    public string NextCode()
    {
        _lastStep = Math.Max(_lastStep + 1, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / StepSeconds);
        return LastCode = new Totp(Base32Encoding.ToBytes(Secret)).ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(_lastStep * StepSeconds).UtcDateTime);
    }

    public void Dispose() => Pages.Dispose();

    [GeneratedRegex("Secret: <code>([A-Z2-7 ]+)</code>")]
    private static partial Regex ShownSecret();

    [GeneratedRegex("<li><code>([a-z2-7-]+)</code></li>")]
    private static partial Regex ShownCodes();
}
