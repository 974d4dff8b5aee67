using Aso.Claims.Features;
using Aso.Foundation;
using Aso.Foundation.Fhir;
using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>From a FHIR R4 Claim to a submission in the API's words, so that both are checked by the same rules, and what is wrong back to the element at fault.</summary>
/// <remarks>Nothing that could change the decision is passed over: what is not understood is refused.</remarks>
internal sealed class ClaimOfFhir
{
    private readonly R4.Claim _claim;
    private readonly Guid _employerId;
    private readonly ElementsRead _elements = new();

    private ClaimOfFhir(Guid employerId, R4.Claim claim)
    {
        (_employerId, _claim) = (employerId, claim);
        _elements.From("claimNumber", "Claim.identifier");
        _elements.From("memberId", "Claim.patient");
        _elements.From("original", "Claim.related");
        _elements.From("providerNpi", "Claim.provider");
        _elements.From("lines", "Claim.item");
    }

    /// <summary>The claim, where nothing is wrong.</summary>
    public Domain.Claim? Claim { get; private set; }

    /// <summary>All that is wrong, each by its element.</summary>
    public IReadOnlyList<Refusal> Refusals => _elements.Refusals;

    /// <summary>A refusal of the API, by the element that its field was read from.</summary>
    public Refusal ToElement(Refusal refusal) => _elements.ToElement(refusal);

    /// <param name="numberOf">The number of the claim with that id; null where there is none for the caller.</param>
    public static async Task<ClaimOfFhir> ReadAsync(Guid employerId, R4.Claim claim, Func<Guid, Task<string?>> numberOf)
    {
        var reading = new ClaimOfFhir(employerId, claim);
        reading.RefuseModifiers(claim, FhirInterface.Claim.Type);
        var request = reading.ReadHeader(await reading.ReadOriginalAsync(numberOf));
        if (claim.Status != R4.FinancialResourceStatusCodes.Cancelled)
        {
            request = reading.ReadBody(request);
        }

        var checkedClaim = ClaimReading.Read(request);
        reading._elements.Refuse(checkedClaim.Refusals);
        reading.Claim = reading.Refusals.Count == 0 ? checkedClaim.Claim : null;
        return reading;
    }

    private SubmitClaim.Request ReadHeader((string? Number, bool IsNamed) original)
    {
        if (_claim.Use != R4.ClaimUseCode.Claim)
        {
            _elements.Refuse("Claim.use", "Use claim: preauthorizations and predeterminations are not taken here.");
        }

        var isVoid = _claim.Status == R4.FinancialResourceStatusCodes.Cancelled;
        if (!isVoid && _claim.Status != R4.FinancialResourceStatusCodes.Active)
        {
            _elements.Refuse("Claim.status", "Use active for a claim to decide, or cancelled with the related claim to void.");
        }

        return new()
        {
            ClaimNumber = ReadNumber(),
            Line = ReadLine(),
            Frequency = isVoid ? 8 : original.IsNamed ? 7 : 1,
            Original = original.Number,
            MemberId = ReadMember(),
            ProviderNpi = _claim.Provider?.Identifier is { } provider && provider.System is null or FhirWords.NpiSystem ? provider.Value : null,
        };
    }

    private string? ReadNumber()
    {
        var system = FhirWords.ClaimSystem(_employerId);
        var numbers = _claim.Identifier.Where(identifier => identifier.System == system).DefaultIfEmpty(_claim.Identifier is [var only] ? only : null).ToList();
        if (numbers is [{ Value: { Length: > 0 } number }])
        {
            return number;
        }

        _elements.Refuse("Claim.identifier", $"Give your number of the claim as the only identifier, or as the one of the system {system}.");
        return null;
    }

    private string? ReadLine()
    {
        foreach (var coding in _claim.Type?.Coding ?? [])
        {
            switch (coding.System, coding.Code)
            {
                case (ClaimElements.TypeSystem, "professional" or "institutional") or (FhirWords.LineSystem, "medical"):
                    return "medical";
                case (ClaimElements.TypeSystem, "oral") or (FhirWords.LineSystem, "dental"):
                    return "dental";
            }
        }

        _elements.Refuse("Claim.type", $"Use professional, institutional or oral of {ClaimElements.TypeSystem}, or medical or dental of {FhirWords.LineSystem}; disability is claimed at /v1.");
        return "medical";
    }

    private string? ReadMember()
    {
        var patient = _claim.Patient;
        var memberId = patient?.Reference is { } reference
            ? FhirIds.MemberOf(reference.StartsWith("Patient/", StringComparison.Ordinal) ? reference["Patient/".Length..] : null)
            : patient?.Identifier is { } identifier && (identifier.System is null || identifier.System == FhirWords.MemberSystem(_employerId)) ? identifier.Value : null;
        if (memberId is null)
        {
            _elements.Refuse("Claim.patient", $"Refer to Patient/id of this base, or name the member by an identifier of the system {FhirWords.MemberSystem(_employerId)}.");
        }

        return memberId;
    }

    private async Task<(string? Number, bool IsNamed)> ReadOriginalAsync(Func<Guid, Task<string?>> numberOf)
    {
        var prior = _claim.Related.Index().Where(related => related.Item.Relationship?.Coding.Exists(coding => coding.Code == ClaimElements.Prior) ?? true).ToList();
        if (prior is not [var (index, related)])
        {
            if (prior.Count > 1)
            {
                _elements.Refuse("Claim.related", "Name one prior claim: that which this one replaces or voids.");
            }

            return (null, prior.Count > 0);
        }

        const string Stem = "Claim/";
        var number = related.Claim?.Identifier?.Value
            ?? (related.Claim?.Reference is { } reference && reference.StartsWith(Stem, StringComparison.Ordinal) && Guid.TryParseExact(reference[Stem.Length..], "D", out var id) ? await numberOf(id) : null);
        if (number is null)
        {
            _elements.Refuse($"Claim.related[{index}].claim", "Refer to Claim/id of this base under which the claim was accepted, or name it by its number as identifier.");
        }

        return (number, true);
    }

    private SubmitClaim.Request ReadBody(SubmitClaim.Request header)
    {
        var lines = ItemsOfFhir.Read(_claim, OtherPayers.Read(_claim, _elements), _elements);
        CheckTotal();
        return header with { Authorization = ReadAuthorization(), Diagnoses = ReadDiagnoses(), Lines = lines };
    }

    private void CheckTotal()
    {
        var nets = _claim.Item.ConvertAll(item => FhirAmounts.Read(item.Net));
        if (_claim.Total is not null && nets.TrueForAll(net => net is not null) && FhirAmounts.Read(_claim.Total) != nets.Sum(net => net!.Value))
        {
            _elements.Refuse("Claim.total", "The total is the sum of the items' net amounts: mend one of them, or leave the total out.");
        }
    }

    private string? ReadAuthorization()
    {
        var focal = _claim.Insurance.Index().Where(insurance => insurance.Item.Focal == true).ToList();
        if (focal.Count == 0)
        {
            _elements.Refuse("Claim.insurance", "Mark one insurance as focal: the coverage by this plan.");
        }

        var numbers = focal.SelectMany(insurance => insurance.Item.PreAuthRef.Select(number => (insurance.Index, Number: number))).ToList();
        if (numbers.Count > 1)
        {
            _elements.Refuse($"Claim.insurance[{numbers[1].Index}].preAuthRef", "Give one number: a claim has one prior authorization.");
        }

        if (numbers.Count == 0)
        {
            return null;
        }

        _elements.From("authorization", $"Claim.insurance[{numbers[0].Index}].preAuthRef");
        return numbers[0].Number;
    }

    private List<string?> ReadDiagnoses()
    {
        var codes = new List<string?>();
        foreach (var (index, diagnosis) in _claim.Diagnosis.Index().OrderBy(diagnosis => diagnosis.Item.Sequence))
        {
            var element = $"Claim.diagnosis[{index}].diagnosis";
            var coding = (diagnosis.Diagnosis as R4.CodeableConcept)?.Coding.Find(coding => coding.System is null or ClaimElements.DiagnosisSystem);
            if (coding is null)
            {
                _elements.Refuse(element, $"Give the diagnosis as a code of {ClaimElements.DiagnosisSystem}.");
            }

            _elements.From($"diagnoses[{codes.Count}]", element);
            codes.Add(coding?.Code);
        }

        return codes;
    }

    /// <summary>Modifier extensions and implicit rules may turn what an element says into its contrary.</summary>
    private void RefuseModifiers(R4.Base element, string path)
    {
        foreach (var (name, value) in element.EnumerateElements())
        {
            if (name is "modifierExtension" or "implicitRules")
            {
                _elements.Refuse($"{path}.{name}", "Leave it out: what it changes is not known here.");
                continue;
            }

            var children = value is System.Collections.IEnumerable list and not string ? list.OfType<R4.Base>() : value is R4.Base one ? [one] : [];
            foreach (var (index, child) in children.Index())
            {
                RefuseModifiers(child, value is R4.Base ? $"{path}.{name}" : $"{path}.{name}[{index}]");
            }
        }
    }
}
