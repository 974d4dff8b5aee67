using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aso.Foundation;

/// <summary>What every program is asked before it starts; what it is set up wrong in is said in a sentence, not in a stack trace.</summary>
public static class StartRules
{
    private const int Refused = 1;

    private static readonly string[] Known = [Environments.Development, Environments.Staging, Environments.Production];

    /// <summary>Runs a program; where it refuses to start, says why and answers 1.</summary>
    public static async Task<int> OrSayWhyNotAsync(Func<Task<int>> program)
    {
        ArgumentNullException.ThrowIfNull(program);
        try
        {
            return await program();
        }
        catch (Exception refusal) when (refusal is StartRefusedException or OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"Not started. {(refusal is OptionsValidationException settings ? string.Join(' ', settings.Failures) : refusal.Message)}");
            return Refused;
        }
    }

    /// <summary>Judges the settings that have a rule of their own, before anything is started or migrated.</summary>
    /// <exception cref="OptionsValidationException">One is out of its range; the message names it.</exception>
    public static void ValidateSettings(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        try
        {
            app.Services.GetService<IStartupValidator>()?.Validate();
        }
        catch (AggregateException several) when (several.InnerExceptions.All(one => one is OptionsValidationException))
        {
            // Of several sections: whoever sets the program up is told of all at once.
            var wrong = several.InnerExceptions.Cast<OptionsValidationException>().ToList();
            throw new OptionsValidationException(wrong[0].OptionsName, wrong[0].OptionsType, wrong.SelectMany(one => one.Failures));
        }
    }

    /// <summary>Judges the environment.</summary>
    /// <exception cref="StartRefusedException">Its name is not known, or what is set up does not belong there.</exception>
    internal static void Check(IHostEnvironment environment, IConfiguration configuration)
    {
        // A name that is nearly right would else be neither: without the rules of production and without a developer who looks.
        if (!Known.Contains(environment.EnvironmentName, StringComparer.OrdinalIgnoreCase))
        {
            throw new StartRefusedException(
                $"There is no environment \"{environment.EnvironmentName}\": set ASPNETCORE_ENVIRONMENT to {string.Join(", ", Known[..^1])} or {Known[^1]}.");
        }

        if (environment.IsProduction() && configuration.GetValue<bool>("Sandbox:Enabled"))
        {
            throw new StartRefusedException("There is no sandbox in Production: leave Sandbox:Enabled out, or set ASPNETCORE_ENVIRONMENT to Development or Staging.");
        }

        if (!environment.IsDevelopment() && DevelopmentSecrets.InConnections(configuration).FirstOrDefault() is { } connection)
        {
            throw new StartRefusedException($"ConnectionStrings:{connection} has a password that everybody knows: outside Development set one of your own.");
        }
    }
}
