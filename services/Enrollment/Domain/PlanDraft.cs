using System.Text.Json;
using System.Text.Json.Serialization;

namespace Aso.Enrollment.Domain;

/// <summary>A plan as submitted. Which fields apply depends on the line; one that does not is refused.</summary>
public record PlanDraft
{
    /// <summary>Unique at the employer; 1 to 50 printable ASCII characters.</summary>
    public string? Code { get; init; }

    /// <summary>medical, dental, std or ltd.</summary>
    public string? Line { get; init; }

    /// <summary>Medical and dental: days from service to receipt, 0 to 3650.</summary>
    public int? TimelyFilingDays { get; init; }

    /// <summary>Medical and dental: standard or nonDuplication.</summary>
    public string? Coordination { get; init; }

    /// <summary>Medical and dental.</summary>
    public PricingDraft? Pricing { get; init; }

    /// <summary>Medical and dental; left out, none applies.</summary>
    public SidesDraft? Deductible { get; init; }

    /// <summary>Medical and dental; left out, none applies.</summary>
    public SidesDraft? OutOfPocket { get; init; }

    /// <summary>Medical and dental: the most that the plan pays for a member in a plan year.</summary>
    public string? AnnualMaximum { get; init; }

    /// <summary>Medical and dental, in plan order: the first that matches a procedure wins.</summary>
    public IReadOnlyList<ServiceDraft?>? Services { get; init; }

    /// <summary>Disability: percent of earnings.</summary>
    public string? Percent { get; init; }

    /// <summary>Disability: the least benefit, weekly under std, monthly under ltd.</summary>
    public string? Minimum { get; init; }

    /// <summary>Disability: the highest benefit, weekly under std, monthly under ltd.</summary>
    public string? Maximum { get; init; }

    /// <summary>Disability: under std {"accident": 0, "sickness": 7}, under ltd a number of days.</summary>
    public EliminationDaysDraft? EliminationDays { get; init; }

    /// <summary>Short-term disability: the longest benefit, 1 to 520 weeks.</summary>
    public int? MaxWeeks { get; init; }
}

/// <summary>How a health plan's allowed amounts are found.</summary>
public sealed record PricingDraft
{
    /// <summary>In-network fee of one unit by procedure code.</summary>
    public IReadOnlyDictionary<string, string?>? FeeSchedule { get; init; }

    /// <summary>In network, where the fee schedule is silent.</summary>
    public string? OtherwisePercentOfBilled { get; init; }

    /// <summary>Required where a service has out-of-network terms.</summary>
    public string? PercentOfBilledOutOfNetwork { get; init; }
}

/// <summary>Limits by network side.</summary>
public sealed record SidesDraft
{
    public LimitsDraft? In { get; init; }

    public LimitsDraft? Out { get; init; }
}

/// <summary>A limit of the member and one of its family.</summary>
public sealed record LimitsDraft
{
    public string? Individual { get; init; }

    /// <summary>At least individual.</summary>
    public string? Family { get; init; }
}

/// <summary>Procedures that a plan treats alike.</summary>
public sealed record ServiceDraft
{
    /// <summary>Unique in the plan.</summary>
    public string? Name { get; init; }

    /// <summary>Codes, inclusive ranges of codes of one length such as 99202-99215, or *.</summary>
    public IReadOnlyList<string?>? Procedures { get; init; }

    /// <summary>Required unless covered is false.</summary>
    public CostSharingDraft? In { get; init; }

    /// <summary>Left out: not covered out of network.</summary>
    public CostSharingDraft? Out { get; init; }

    /// <summary>Distinct service dates in a plan year, 0 to 9999.</summary>
    public int? VisitLimit { get; init; }

    public bool? PriorAuthorization { get; init; }

    /// <summary>Months of coverage before the service is covered, 0 to 120.</summary>
    public int? WaitingMonths { get; init; }

    public bool? Covered { get; init; }

    public bool? CountsTowardAnnualMaximum { get; init; }

    public string? LifetimeMaximum { get; init; }
}

/// <summary>The member's share on one network side.</summary>
public sealed record CostSharingDraft
{
    public string? Copay { get; init; }

    /// <summary>The member's percent.</summary>
    public string? Coinsurance { get; init; }

    /// <summary>Whether the deductible applies.</summary>
    public bool? Deductible { get; init; }
}

/// <summary>Days before a disability benefit begins: by cause, or one number for every cause.</summary>
/// <param name="ForEveryCause">Set where a plain number was given; then the others are not.</param>
[JsonConverter(typeof(EliminationDaysJson))]
public sealed record EliminationDaysDraft(int? Accident, int? Sickness, int? ForEveryCause);

/// <summary>Either <c>90</c> or <c>{"accident": 0, "sickness": 7}</c>.</summary>
public sealed class EliminationDaysJson : JsonConverter<EliminationDaysDraft>
{
    public override EliminationDaysDraft Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return new(null, null, reader.TryGetInt32(out var days) ? days : throw Malformed());
        }

        int? accident = null;
        int? sickness = null;
        for (Expect(ref reader, JsonTokenType.StartObject); reader.Read() && reader.TokenType == JsonTokenType.PropertyName;)
        {
            var isAccident = reader.ValueTextEquals("accident"u8);
            var isSickness = reader.ValueTextEquals("sickness"u8);
            if (isAccident ? accident is not null : !isSickness || sickness is not null)
            {
                throw Malformed();
            }

            reader.Read();
            Expect(ref reader, JsonTokenType.Number);
            if (!reader.TryGetInt32(out var days))
            {
                throw Malformed();
            }

            accident = isAccident ? days : accident;
            sickness = isAccident ? sickness : days;
        }

        return new(accident, sickness, null);
    }

    public override void Write(Utf8JsonWriter writer, EliminationDaysDraft value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        if (value.ForEveryCause is { } days)
        {
            writer.WriteNumberValue(days);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("accident", value.Accident ?? 0);
        writer.WriteNumber("sickness", value.Sickness ?? 0);
        writer.WriteEndObject();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType kind)
    {
        if (reader.TokenType != kind)
        {
            throw Malformed();
        }
    }

    private static JsonException Malformed() => new("Give a number of days, or accident and sickness with a number of days each.");
}
