using System.Security.Cryptography;
using Aso.Foundation;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using OpenIddict.Server;

namespace Aso.Gateway.Tokens;

/// <summary>The keys in force, in one place: the token server signs with the first, whoever validates in this process accepts all.</summary>
internal sealed partial class SigningKeys : BackgroundService,
    IConfigureOptions<OpenIddictServerOptions>, IOptionsChangeTokenSource<OpenIddictServerOptions>,
    IConfigurationManager<OpenIdConnectConfiguration>
{
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);

    private readonly KeyFiles? _generated;
    private readonly TimeProvider _clock;
    private readonly ILogger<SigningKeys> _log;
    private IReadOnlyList<string> _files;
    private IReadOnlyList<SigningKey> _keys;
    private OpenIdConnectConfiguration _published;
    private CancellationTokenSource _changed = new();

    /// <exception cref="StartRefusedException">A configured key file cannot be read; the message names it.</exception>
    public SigningKeys(IOptions<AuthOptions> options, IConfiguration configuration, TimeProvider clock, ILogger<SigningKeys> log)
    {
        _clock = clock;
        _log = log;
        _generated = options.Value.KeyFiles.Count > 0 ? null : new(Path.Combine(configuration["Data:Directory"] ?? "data", "keys"));
        _files = _generated?.Refresh(clock.GetUtcNow().UtcDateTime) ?? [.. options.Value.KeyFiles];
        _keys = [.. _files.Select(Read)];
        _published = Publish(_keys);
    }

    public string? Name => Options.DefaultName;

    public IChangeToken GetChangeToken() => new CancellationChangeToken(_changed.Token);

    public void Configure(OpenIddictServerOptions options)
    {
        foreach (var key in _keys)
        {
            options.SigningCredentials.Add(key.Signing);
            options.EncryptionCredentials.Add(key.Sealing);
        }
    }

    /// <summary>What a validator in another process would have read from the discovery document.</summary>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(_published);

    /// <summary>Nothing to fetch: an unknown key is no key of ours.</summary>
    public void RequestRefresh()
    {
    }

    /// <summary>Rotates when it is time; what holds the keys hears of it.</summary>
    public void Refresh()
    {
        var files = _generated?.Refresh(_clock.GetUtcNow().UtcDateTime) ?? _files;
        if (files.SequenceEqual(_files))
        {
            return;
        }

        (_files, _keys) = (files, [.. files.Select(Read)]);
        _published = Publish(_keys);
        LogRotated(files.Count);
        Interlocked.Exchange(ref _changed, new()).Cancel();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Between, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                Refresh();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                LogFolderFailed(failure);   // the keys in hand still serve; the next hour tries again
            }
        }
    }

    private static OpenIdConnectConfiguration Publish(IReadOnlyList<SigningKey> keys)
    {
        var published = new OpenIdConnectConfiguration();
        foreach (var key in keys)
        {
            published.SigningKeys.Add(key.Signing.Key);
        }

        return published;
    }

    private static SigningKey Read(string file)
    {
        try
        {
            return SigningKey.FromPem(File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartRefusedException($"The key file {file} cannot be used: {failure.Message}");
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Signing keys rotated; {Count} are published")]
    private partial void LogRotated(int count);

    [LoggerMessage(Level = LogLevel.Error, Message = "The folder of signing keys could not be read")]
    private partial void LogFolderFailed(Exception failure);
}
