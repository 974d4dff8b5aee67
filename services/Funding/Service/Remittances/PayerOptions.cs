using Aso.Foundation;
using Aso.Nacha;
using Microsoft.Extensions.Options;

namespace Aso.Funding.Remittances;

/// <summary>Who pays, as remittances and payment files name it. Settings of the section <c>Funding:Payer</c>; without them every file is marked as a test.</summary>
internal sealed class PayerOptions
{
    private const string SandboxTaxId = "000000000";
    private const int OtherTextMax = 55;

    /// <summary>Printable ASCII, at most 60 characters; a bank's file has room for the first 16.</summary>
    public string Name { get; set; } = "ASO SANDBOX";

    /// <summary>The nine digits of the payer's tax id (EIN).</summary>
    public string TaxId { get; set; } = SandboxTaxId;

    public string? Street { get; set; }

    public string? City { get; set; }

    /// <summary>Two letters.</summary>
    public string? State { get; set; }

    public string? PostalCode { get; set; }

    /// <summary>Whom a provider's people ask about a file: an address of electronic mail.</summary>
    public string ContactMail { get; set; } = "remittances@localhost";

    /// <summary>Of the bank that sends the payments; zeros are no bank's.</summary>
    public string BankRoutingNumber { get; set; } = "000000000";

    /// <summary>Printable ASCII, at most 23 characters.</summary>
    public string BankName { get; set; } = "NO BANK";

    public bool IsSandbox => TaxId == SandboxTaxId;

    /// <summary>TRN03: 1 says that a tax id follows.</summary>
    public string Identifier => "1" + TaxId;

    public IEnumerable<string> Faults()
    {
        if (TaxId.Length != 9 || !TaxId.All(char.IsAsciiDigit))
        {
            yield return "Set Funding:Payer:TaxId to nine digits.";
        }

        if (!IsPrintable(Name, 60) || !IsPrintable(BankName, 23))
        {
            yield return "Set Funding:Payer:Name to 1 to 60 and Funding:Payer:BankName to 1 to 23 printable ASCII characters.";
        }

        if (Others().Any(text => !IsPrintable(text, OtherTextMax)))
        {
            yield return "Set Funding:Payer:Street, City, State, PostalCode and ContactMail to printable ASCII characters, at most 55 each.";
        }

        if (!RoutingNumber.IsValid(BankRoutingNumber))
        {
            yield return "Set Funding:Payer:BankRoutingNumber to a routing number: nine digits, the last a check digit.";
        }
    }

    /// <summary>Every text that a remittance repeats.</summary>
    public IEnumerable<string> Texts() => Others().Prepend(Name);

    private IEnumerable<string> Others() => new[] { Street, City, State, PostalCode, ContactMail }.OfType<string>();

    private static bool IsPrintable(string text, int lengthMax) =>
        text.Length > 0 && text.Length <= lengthMax && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');
}

internal static class RemittanceSetup
{
    public static void AddRemittances(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PayerOptions>().Bind(configuration.GetSection("Funding:Payer")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PayerOptions>>(new PayerValidation());
        services.AddOtherServices();
        services.AddScoped<PaymentReading>();
    }
}

/// <summary>Names every setting that is wrong, before anything is paid.</summary>
internal sealed class PayerValidation : IValidateOptions<PayerOptions>
{
    public ValidateOptionsResult Validate(string? name, PayerOptions options) =>
        options.Faults().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
}
