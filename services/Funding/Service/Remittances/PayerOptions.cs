using Aso.Foundation;

namespace Aso.Funding.Remittances;

/// <summary>Who pays, as remittances name it. Settings of the section <c>Funding:Payer</c>; without them every file is marked as a test.</summary>
internal sealed class PayerOptions
{
    private const string SandboxTaxId = "000000000";

    /// <summary>At most 60 characters.</summary>
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

    public bool IsSandbox => TaxId == SandboxTaxId;

    /// <summary>TRN03: 1 says that a tax id follows.</summary>
    public string Identifier => "1" + TaxId;

    public bool IsValid => TaxId.Length == 9 && TaxId.All(char.IsAsciiDigit) && Name.Length is > 0 and <= 60;
}

internal static class RemittanceSetup
{
    public static void AddRemittances(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PayerOptions>().Bind(configuration.GetSection("Funding:Payer"))
            .Validate(options => options.IsValid, "Set Funding:Payer:TaxId to nine digits and Funding:Payer:Name to 1 to 60 characters.").ValidateOnStart();
        services.AddOtherServices();
        services.AddScoped<PaymentReading>();
    }
}
