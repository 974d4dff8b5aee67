using Aso.Primitives;
using Hl7.Fhir.Model;

namespace Aso.Foundation.Fhir;

/// <summary>The platform's own identifiers, codes and amounts in the types of FHIR.</summary>
public static class FhirWords
{
    /// <summary>National Provider Identifiers.</summary>
    public const string NpiSystem = "http://hl7.org/fhir/sid/us-npi";

    /// <summary>Lines of benefit: medical, dental, std, ltd.</summary>
    public const string LineSystem = "urn:aso:benefit-line";

    private const string EmployerSystem = "urn:aso:employer";

    /// <summary>Of member ids, which are unique at an employer only.</summary>
    public static string MemberSystem(Guid employerId) => $"{EmployerSystem}:{employerId}:member";

    /// <summary>Of claim numbers, which are unique at an employer only.</summary>
    public static string ClaimSystem(Guid employerId) => $"{EmployerSystem}:{employerId}:claim";

    /// <summary>The employer that carries the plan, which is nobody's resource here.</summary>
    public static ResourceReference Employer(Guid employerId, string? name) => new()
    {
        Type = "Organization",
        Identifier = new(EmployerSystem, employerId.ToString()),
        Display = name,
    };

    public static ResourceReference Patient(string memberId) => new($"{FhirInterface.Patient.Type}/{FhirIds.OfPatient(memberId)}");

    /// <summary>Dollars with two decimals, always.</summary>
    public static Hl7.Fhir.Model.Money Amount(Aso.Primitives.Money amount) => new() { Value = amount.Cents * 0.01m, Currency = Hl7.Fhir.Model.Money.Currencies.USD };

    public static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public static Coding Line(BenefitLine line) => new(LineSystem, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(line.ToString()));
}
