using System.Text.Json.Nodes;
using static Aso.Scenarios.Format.Field;
using static Aso.Scenarios.Format.InputFormat;
using static Aso.Scenarios.Format.Words;

namespace Aso.Scenarios.Format;

/// <summary>The keys of a scenario's steps and of the claims in them.</summary>
internal static class StepFormat
{
    private const int Original = 1;
    private const int Replacement = 7;
    private const int Void = 8;

    private static readonly ObjectShape ServiceLine = new(
        Required("procedure", Text),
        Optional("modifiers", ListOf(Text)),
        Required("serviceDate", Date),
        Required("units", new UnitsShape()),
        Required("billed", Amount),
        Optional("otherPayerPaid", Amount));

    private static readonly Field[] Disability =
    [
        Required("disabledFrom", Date),
        Required("certifiedThrough", Date),
        Optional("diagnoses", ListOf(Text)),
    ];

    private static readonly Dictionary<string, Field[]> FieldsByLine = new()
    {
        ["medical"] = Health(),
        ["dental"] = Health(),
        ["std"] = [.. Disability, Required("cause", OneOf("accident", "sickness"))],
        ["ltd"] = [.. Disability, Optional("cause", OneOf("accident", "sickness")), Optional("monthlyOffsets", ListOf(Amount))],
    };

    private static readonly Field Line = Required("line", OneOf([.. FieldsByLine.Keys]));

    private static readonly Field Frequency = Required("frequency", new FrequencyShape());

    private static readonly ChoiceShape Claim = new([Line, Frequency], ClaimOf);

    public static readonly ChoiceShape Step = Choice("do", new()
    {
        ["deposit"] = [On, Required("amount", Amount), Required("reference", Text)],
        ["submitClaim"] = [On, Required("claim", Claim)],
        ["changeCoverage"] = [On, Required("member", Text), Required("coverages", Coverages)],
        ["decideReimbursement"] = [On, Optional("member", Text), Required("accept", Amount)],
        ["remit"] = [On, Required("amount", Amount), Required("reference", Text)],
        ["refundSurplus"] = [On, Required("amount", Amount)],
        ["advance"] = [On],
    });

    private static Field On => Required("on", Date);

    private static Field[] Health() =>
    [
        Required("provider", Text),
        Optional("authorization", Text),
        Optional("diagnoses", ListOf(Text)),
        Required("lines", ListOf(ServiceLine, atLeast: 1)),
    ];

    private static ObjectShape? ClaimOf(JsonObject claim)
    {
        if (TextOf(claim, "line") is not { } line || !FieldsByLine.TryGetValue(line, out var fields) || FrequencyOf(claim) is not { } frequency)
        {
            return null;
        }

        // A void says which claim it takes back; what was claimed need not be said again.
        var details = frequency == Void ? fields.Select(field => Optional(field.Name, field.Shape)) : fields;
        var original = frequency == Original ? Optional("original", Text) : Required("original", Text);
        return new([Required("id", Text), Line, Frequency, original, Required("member", Text), .. details]);
    }

    private static int? FrequencyOf(JsonObject claim) =>
        claim["frequency"] is JsonValue value && value.TryGetValue<int>(out var frequency)
            && frequency is Original or Replacement or Void ? frequency : null;

    private sealed class FrequencyShape : Shape
    {
        public override void Check(JsonNode? node, string path, Faults faults)
        {
            if (node is not JsonValue value || !value.TryGetValue<int>(out var frequency) || frequency is not (Original or Replacement or Void))
            {
                faults.Add(path, "must be 1 (original), 7 (replacement) or 8 (void)");
            }
        }
    }
}
