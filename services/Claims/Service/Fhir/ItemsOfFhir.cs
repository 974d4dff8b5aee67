using System.Globalization;
using System.Text.Json;
using Aso.Claims.Features;
using Aso.Primitives;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.Fhir;

/// <summary>From the items of a FHIR R4 Claim to the lines of a submission.</summary>
internal static class ItemsOfFhir
{
    /// <param name="paid">What other payers have paid, by item sequence.</param>
    public static List<SubmitClaim.LineRequest?> Read(R4.Claim claim, Dictionary<int, Money> paid, ElementsRead elements) =>
        [.. claim.Item.Select((item, index) => Read(item, index, paid.TryGetValue(index + 1, out var amount) ? amount : null, elements))];

    private static SubmitClaim.LineRequest Read(R4.Claim.ItemComponent item, int index, Money? paid, ElementsRead elements)
    {
        var element = $"Claim.item[{index}]";
        foreach (var (field, name) in new[] { ("procedure", "productOrService"), ("modifiers", "modifier"), ("serviceDate", "serviced"), ("units", "quantity"), ("billed", "net") })
        {
            elements.From($"lines[{index}].{field}", $"{element}.{name}");
        }

        for (var modifier = 0; modifier < item.Modifier.Count; modifier++)
        {
            elements.From($"lines[{index}].modifiers[{modifier}]", $"{element}.modifier[{modifier}]");
        }

        Check(item, index, element, elements);
        return new()
        {
            Procedure = CodeOf(item.ProductOrService) ?? CodeOf(item.Revenue),
            Modifiers = item.Modifier.ConvertAll(CodeOf),
            ServiceDate = DayOf(item.Serviced),
            Units = JsonSerializer.SerializeToElement(item.Quantity is null ? "1" : item.Quantity.Value?.ToString("0.############################", CultureInfo.InvariantCulture)),
            Billed = FhirAmounts.Read(item.Net)?.ToString(),
            OtherPayerPaid = paid?.ToString(),
        };
    }

    private static void Check(R4.Claim.ItemComponent item, int index, string element, ElementsRead elements)
    {
        if (item.Sequence != index + 1)
        {
            elements.Refuse($"{element}.sequence", "Number the items 1, 2, 3 in their order.");
        }

        if (FhirAmounts.Read(item.Net) is null)
        {
            elements.Refuse($"{element}.net", FhirAmounts.Remedy);
        }

        if (DayOf(item.Serviced) is null)
        {
            elements.Refuse($"{element}.serviced", "Give servicedDate, the day of the service; split an item of several days.");
        }

        if (item.Detail.Count > 0)
        {
            elements.Refuse($"{element}.detail", "Give each detail as an item of its own.");
        }

        if (item.Factor is not null and not 1)
        {
            elements.Refuse($"{element}.factor", "Leave the factor out: net is what is billed.");
        }
    }

    private static string? CodeOf(R4.CodeableConcept? concept) => concept?.Coding.Find(coding => !string.IsNullOrEmpty(coding.Code))?.Code;

    private static string? DayOf(R4.DataType? serviced) => serviced switch
    {
        R4.Date day => day.Value,
        R4.Period { Start: { } start, End: { } end } when start == end => start,
        _ => null,
    };
}
