using System.Text.Json.Nodes;

namespace Aso.Reference;

/// <summary>A claim as it was received and decided; only its status changes afterwards.</summary>
internal sealed class Claim(JsonObject input, DateOnly received)
{
    public JsonObject Input => input;

    public DateOnly Received => received;

    public string Id => input.Text("id");

    public string Line => input.Text("line");

    public string Member => input.Text("member");

    public int Frequency => input.Count("frequency");

    public bool IsDisability => Line is "std" or "ltd";

    /// <summary>approved, denied, voided, replaced or rejected.</summary>
    public string Status { get; set; } = "approved";

    /// <summary>Neither voided nor replaced nor rejected: what it moved counts.</summary>
    public bool Stands => Status is "approved" or "denied";

    public decimal Paid { get; set; }

    /// <summary>Of a medical or dental claim.</summary>
    public List<LineResult> Lines { get; } = [];

    /// <summary>Of a disability claim.</summary>
    public int Days { get; set; }

    /// <summary>Of a denied disability claim.</summary>
    public string? Reason { get; set; }

    public decimal MemberOwes => Lines.SelectMany(line => line.Adjustments).Where(entry => entry.Key.StartsWith("PR-", StringComparison.Ordinal)).Sum(entry => entry.Value);

    /// <summary>Who owes a released payment after its reversal: the provider, or the employee of a disability claim.</summary>
    public string Payee => IsDisability ? $"member {Member}" : $"provider {input.Text("provider")}";

    public IEnumerable<string> Diagnoses => input.Texts("diagnoses");
}

/// <summary>What became of a line, with all that it moved.</summary>
internal sealed record LineResult(JsonObject Input)
{
    public bool IsDenied { get; init; }

    public decimal Allowed { get; init; }

    public decimal Paid { get; init; }

    public IReadOnlyDictionary<string, decimal> Adjustments { get; init; } = new Dictionary<string, decimal>();

    /// <summary>Of a priced line: what it moved, and where.</summary>
    public Movement? Moved { get; init; }

    public DateOnly ServiceDate => Input.Date("serviceDate");
}

/// <param name="Side">in or out.</param>
/// <param name="OutOfPocket">Copay, deductible and coinsurance.</param>
/// <param name="AnnualMaximum">What it used of the plan's annual maximum.</param>
internal sealed record Movement(
    string Plan, DateOnly PlanYear, string Side, string Service, decimal Deductible, decimal OutOfPocket, decimal AnnualMaximum);
