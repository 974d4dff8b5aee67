using System.Globalization;
using System.Text.Json;
using Aso.Verifier.Ledger;

namespace Aso.Verifier.Checks;

/// <summary>What of a stop-loss policy decides what counts and what is reimbursable. Cents; rates in millionths of a percent.</summary>
internal sealed record PolicyTerms(
    Guid PolicyId, DateOnly IncurredFrom, DateOnly IncurredTo, DateOnly PaidFrom, DateOnly PaidTo, IReadOnlySet<int> Lines, SpecificTerms? Specific, long? AggregateMaximum)
{
    private const int PeriodMonths = 12;

    private static readonly string[] LineNames = ["medical", "dental", "std", "ltd"];

    /// <param name="content">As the service stores it, amounts as dollars in strings.</param>
    /// <exception cref="JsonException">It is not of that format.</exception>
    public static PolicyTerms Read(Guid book, Guid policyId, DateOnly start, int incurredMonths, int paidMonths, string content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var root = document.RootElement;
            return new(
                policyId,
                start.AddMonths(PeriodMonths - incurredMonths), start.AddMonths(PeriodMonths).AddDays(-1),
                start, start.AddMonths(paidMonths).AddDays(-1),
                root.GetProperty("lines").EnumerateArray().Select(line => Array.IndexOf(LineNames, line.GetString()) + 1).ToHashSet(),
                root.TryGetProperty("specific", out var specific) ? SpecificTerms.Read(book, specific) : null,
                root.TryGetProperty("aggregate", out var aggregate) ? Cents(aggregate, "maximum") : null);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or KeyNotFoundException or OverflowException)
        {
            throw new JsonException("The policy is not of its format.", failure);
        }
    }

    /// <summary>What of a payment counts: covered lines, incurred and released within the windows.</summary>
    public long Counted(PaidClaim claim, DateOnly releasedOn) =>
        Lines.Contains(claim.Line) && releasedOn >= PaidFrom && releasedOn <= PaidTo
            ? claim.Paid.Where(paid => paid.ServiceDate >= IncurredFrom && paid.ServiceDate <= IncurredTo).Sum(paid => paid.Cents)
            : 0;

    internal static long Cents(JsonElement parent, string name) => Cents(parent.GetProperty(name).GetString()!);

    internal static long Cents(string dollars) => checked((long)(decimal.Parse(dollars, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * 100));
}

/// <param name="Lasers">By Claims' key of the member.</param>
internal sealed record SpecificTerms(long Deductible, IReadOnlyDictionary<Guid, long> Lasers, long AggregatingDeductible, long CarrierMillionths, long MaximumPerPerson)
{
    private const long Whole = 100_000_000;

    public static SpecificTerms Read(Guid book, JsonElement terms) => new(
        PolicyTerms.Cents(terms, "deductible"),
        terms.GetProperty("lasers").EnumerateObject().ToDictionary(laser => NamedId.OfMember(book, laser.Name), laser => PolicyTerms.Cents(laser.Value.GetString()!)),
        PolicyTerms.Cents(terms, "aggregatingDeductible"),
        checked((long)(decimal.Parse(terms.GetProperty("carrierPercent").GetString()!, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 1_000_000)),
        PolicyTerms.Cents(terms, "maximumPerPerson"));

    public long DeductibleOf(Guid member) => Lasers.TryGetValue(member, out var laser) ? laser : Deductible;

    /// <summary>The carrier's share of what is recoverable, to the cent, half away from zero, up to the maximum per person.</summary>
    public long Reimbursable(long recoverable) =>
        Math.Min(MaximumPerPerson, checked((long)(((Int128)recoverable * CarrierMillionths + Whole / 2) / Whole)));
}
