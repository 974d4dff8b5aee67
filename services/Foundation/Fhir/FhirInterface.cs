using Hl7.Fhir.Model;

namespace Aso.Foundation.Fhir;

/// <summary>A search parameter that is understood; any other is refused.</summary>
/// <param name="Meaning">In a sentence, for whoever reads the description of the API.</param>
public sealed record FhirSearchParameter(string Name, SearchParamType Type, string Meaning);

/// <summary>A resource type that can be read and searched for.</summary>
/// <param name="Type">Its name in FHIR R4.</param>
/// <param name="Scope">What a token must be good for.</param>
/// <param name="Parameters">Those of its search, paging apart.</param>
/// <param name="Operations">Each by its name and canonical definition.</param>
public sealed record FhirResource(string Type, string Scope, IReadOnlyList<FhirSearchParameter> Parameters, params IReadOnlyList<(string Name, string Definition)> Operations)
{
    /// <summary>The name of the id in the type's address.</summary>
    public string IdName => $"{char.ToLowerInvariant(Type[0])}{Type[1..]}Id";
}

/// <summary>What is served as FHIR R4, in one table: addresses, their descriptions, the search parameters taken and the CapabilityStatement are made from it.</summary>
public static class FhirInterface
{
    public const string ContentType = "application/fhir+json";

    /// <summary>Where the interface starts; below it every error is an OperationOutcome.</summary>
    public const string Root = OperationOutcomes.Root;

    /// <summary>An employer's FHIR base address: references are relative to it.</summary>
    public const string EmployerBase = Root + "/employers/{employerId:guid}";

    /// <summary>The day on which this table last changed.</summary>
    public const string ChangedOn = "2026-11-25";

    private static readonly FhirSearchParameter Id = new("_id", SearchParamType.Token, "The resource's id.");
    private static readonly FhirSearchParameter ClaimNumber = new("identifier", SearchParamType.Token, "The submitter's claim number, alone or as system|number.");
    private static readonly FhirSearchParameter ClaimPatient = new("patient", SearchParamType.Reference, "The patient: Patient/id, or the id alone.");

    public static readonly FhirResource Patient = new("Patient", Scopes.EnrollmentRead,
    [
        Id,
        new("identifier", SearchParamType.Token, "The employer's member id, alone or as system|id."),
    ]);

    public static readonly FhirResource Coverage = new("Coverage", Scopes.EnrollmentRead,
    [
        Id,
        new("patient", SearchParamType.Reference, "Whose coverage: Patient/id, or the id alone. Either this, beneficiary or _id is needed."),
        new("beneficiary", SearchParamType.Reference, "The same as patient."),
    ]);

    public static readonly FhirResource Claim = new("Claim", Scopes.ClaimsRead,
    [
        Id,
        ClaimNumber,
        ClaimPatient,
        new("created", SearchParamType.Date, "The business date of receipt: a year, month or day, with eq, ge, gt, sa, le, lt or eb before it; repeated, all must hold."),
    ],
    ("submit", "http://hl7.org/fhir/OperationDefinition/Claim-submit"));

    public static readonly FhirResource ExplanationOfBenefit = new("ExplanationOfBenefit", Scopes.ClaimsRead,
    [
        Id,
        ClaimNumber,
        ClaimPatient,
        new("created", SearchParamType.Date, "The business date of the decision: a year, month or day, with eq, ge, gt, sa, le, lt or eb before it; repeated, all must hold."),
    ]);

    public static IReadOnlyList<FhirResource> Resources { get; } = [Patient, Coverage, Claim, ExplanationOfBenefit];
}
