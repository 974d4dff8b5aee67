using System.Globalization;
using System.Text.Json;
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
    private const string Code = "invalid-claim";

    private readonly R4.Claim _claim;
    private readonly Guid _employerId;
    private readonly List<Refusal> _refusals = [];

    /// <summary>The element that each field of the API's request was read from.</summary>
    private readonly Dictionary<string, string> _elements = new() { ["claimNumber"] = "Claim.identifier", ["providerNpi"] = "Claim.provider", ["lines"] = "Claim.item" };

    private ClaimOfFhir(Guid employerId, R4.Claim claim) => (_employerId, _claim) = (employerId, claim);

    /// <summary>The claim, where nothing is wrong.</summary>
    public Domain.Claim? Claim { get; private set; }

    /// <summary>All that is wrong, each by its element.</summary>
    public IReadOnlyList<Refusal> Refusals => _refusals;

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
        reading.Refuse(checkedClaim.Refusals);
        reading.Claim = reading._refusals.Count == 0 ? checkedClaim.Claim : null;
        return reading;
    }

    /// <summary>A refusal of the API, by the element that its field was read from. What an element is refused for already is not said twice.</summary>
    public Refusal ToElement(Refusal refusal) => refusal with { Field = ElementOf(refusal.Field) };

    private string ElementOf(string field)
    {
        var known = _elements.Where(element => field == element.Key || field.StartsWith($"{element.Key}.", StringComparison.Ordinal) || field.StartsWith($"{element.Key}[", StringComparison.Ordinal));
        return known.OrderByDescending(element => element.Key.Length).Select(element => element.Value).FirstOrDefault() ?? field;
    }

    private void Refuse(IEnumerable<Refusal> refusals)
    {
        foreach (var refusal in refusals.Select(ToElement).Where(refusal => _refusals.TrueForAll(said => said.Field != refusal.Field)).ToList())
        {
            _refusals.Add(refusal);
        }
    }

    private void Refuse(string element, string remedy) => _refusals.Add(new(Code, element, remedy));

    private SubmitClaim.Request ReadHeader((string? Number, bool IsNamed) original)
    {
        if (_claim.Use != R4.ClaimUseCode.Claim)
        {
            Refuse("Claim.use", "Use claim: preauthorizations and predeterminations are not taken here.");
        }

        var isVoid = _claim.Status == R4.FinancialResourceStatusCodes.Cancelled;
        if (!isVoid && _claim.Status != R4.FinancialResourceStatusCodes.Active)
        {
            Refuse("Claim.status", "Use active for a claim to decide, or cancelled with the related claim to void.");
        }

        _elements["memberId"] = "Claim.patient";
        _elements["original"] = "Claim.related";
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

        Refuse("Claim.identifier", $"Give your number of the claim as the only identifier, or as the one of the system {system}.");
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

        Refuse("Claim.type", $"Use professional, institutional or oral of {ClaimElements.TypeSystem}, or medical or dental of {FhirWords.LineSystem}; disability is claimed at /v1.");
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
            Refuse("Claim.patient", $"Refer to Patient/id of this base, or name the member by an identifier of the system {FhirWords.MemberSystem(_employerId)}.");
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
                Refuse("Claim.related", "Name one prior claim: that which this one replaces or voids.");
            }

            return (null, prior.Count > 0);
        }

        const string Stem = "Claim/";
        var number = related.Claim?.Identifier?.Value
            ?? (related.Claim?.Reference is { } reference && reference.StartsWith(Stem, StringComparison.Ordinal) && Guid.TryParseExact(reference[Stem.Length..], "D", out var id) ? await numberOf(id) : null);
        if (number is null)
        {
            Refuse($"Claim.related[{index}].claim", "Refer to Claim/id of this base under which the claim was accepted, or name it by its number as identifier.");
        }

        return (number, true);
    }

    private SubmitClaim.Request ReadBody(SubmitClaim.Request header)
    {
        var paid = OtherPayers.Read(_claim, Refuse);
        var lines = _claim.Item.Select((item, index) => ReadItem(item, index, paid)).ToList();
        CheckTotal();
        return header with { Authorization = ReadAuthorization(), Diagnoses = ReadDiagnoses(), Lines = lines };
    }

    private void CheckTotal()
    {
        var nets = _claim.Item.ConvertAll(item => FhirAmounts.Read(item.Net));
        if (_claim.Total is not null && nets.TrueForAll(net => net is not null) && FhirAmounts.Read(_claim.Total) != nets.Sum(net => net!.Value))
        {
            Refuse("Claim.total", "The total is the sum of the items' net amounts: mend one of them, or leave the total out.");
        }
    }

    private string? ReadAuthorization()
    {
        var focal = _claim.Insurance.Index().Where(insurance => insurance.Item.Focal == true).ToList();
        if (focal.Count == 0)
        {
            Refuse("Claim.insurance", "Mark one insurance as focal: the coverage by this plan.");
        }

        var numbers = focal.SelectMany(insurance => insurance.Item.PreAuthRef.Select(number => (insurance.Index, Number: number))).ToList();
        if (numbers.Count > 1)
        {
            Refuse($"Claim.insurance[{numbers[1].Index}].preAuthRef", "Give one number: a claim has one prior authorization.");
        }

        if (numbers.Count == 0)
        {
            return null;
        }

        _elements["authorization"] = $"Claim.insurance[{numbers[0].Index}].preAuthRef";
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
                Refuse(element, $"Give the diagnosis as a code of {ClaimElements.DiagnosisSystem}.");
            }

            _elements[$"diagnoses[{codes.Count}]"] = element;
            codes.Add(coding?.Code);
        }

        return codes;
    }

    private SubmitClaim.LineRequest ReadItem(R4.Claim.ItemComponent item, int index, Dictionary<int, Money> paid)
    {
        var element = $"Claim.item[{index}]";
        foreach (var (field, name) in new[] { ("procedure", "productOrService"), ("modifiers", "modifier"), ("serviceDate", "serviced"), ("units", "quantity"), ("billed", "net") })
        {
            _elements[$"lines[{index}].{field}"] = $"{element}.{name}";
        }

        for (var modifier = 0; modifier < item.Modifier.Count; modifier++)
        {
            _elements[$"lines[{index}].modifiers[{modifier}]"] = $"{element}.modifier[{modifier}]";
        }

        CheckItem(item, index, element);
        return new()
        {
            Procedure = CodeOf(item.ProductOrService) ?? CodeOf(item.Revenue),
            Modifiers = item.Modifier.ConvertAll(CodeOf),
            ServiceDate = DayOf(item.Serviced),
            Units = JsonSerializer.SerializeToElement(item.Quantity is null ? "1" : item.Quantity.Value?.ToString("0.############################", CultureInfo.InvariantCulture)),
            Billed = FhirAmounts.Read(item.Net)?.ToString(),
            OtherPayerPaid = paid.TryGetValue(index + 1, out var amount) ? amount.ToString() : null,
        };
    }

    private void CheckItem(R4.Claim.ItemComponent item, int index, string element)
    {
        if (item.Sequence != index + 1)
        {
            Refuse($"{element}.sequence", "Number the items 1, 2, 3 in their order.");
        }

        if (FhirAmounts.Read(item.Net) is null)
        {
            Refuse($"{element}.net", FhirAmounts.Remedy);
        }

        if (DayOf(item.Serviced) is null)
        {
            Refuse($"{element}.serviced", "Give servicedDate, the day of the service; split an item of several days.");
        }

        if (item.Detail.Count > 0)
        {
            Refuse($"{element}.detail", "Give each detail as an item of its own.");
        }

        if (item.Factor is not null and not 1)
        {
            Refuse($"{element}.factor", "Leave the factor out: net is what is billed.");
        }
    }

    private static string? CodeOf(R4.CodeableConcept? concept) => concept?.Coding.Find(coding => !string.IsNullOrEmpty(coding.Code))?.Code;

    private static string? DayOf(R4.DataType? serviced) => serviced switch
    {
        R4.Date day => day.Value,
        R4.Period { Start: { } start, End: { } end } when start == end => start,
        _ => null,
    };

    /// <summary>Modifier extensions and implicit rules may turn what an element says into its contrary.</summary>
    private void RefuseModifiers(R4.Base element, string path)
    {
        foreach (var (name, value) in element.EnumerateElements())
        {
            if (name is "modifierExtension" or "implicitRules")
            {
                Refuse($"{path}.{name}", "Leave it out: what it changes is not known here.");
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
