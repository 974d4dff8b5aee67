using System.Globalization;
using System.Text.Json;

namespace Aso.Verifier.Checks;

/// <summary>What a decided claim pays on one service date (disability: the first day). Cents.</summary>
internal readonly record struct PaidOnDate(DateOnly ServiceDate, long Cents);

/// <summary>What a claim added to its member's pots of one plan year: deductible in, out-of-pocket in, deductible out, out-of-pocket out, benefits.</summary>
internal readonly record struct Movement(string Plan, DateOnly PlanYearStart, long[] Added);

internal readonly record struct LifetimeMovement(string Plan, string Service, long Added);

/// <summary>The parts of Claims' stored decision that move money, read from its JSON. What is zero is not written there.</summary>
/// <param name="Paid">By service date, none of zero.</param>
/// <param name="PaidTotal">Σ over all lines.</param>
/// <param name="Billed">Σ over all lines; zero for disability.</param>
internal sealed record ClaimDetail(
    PaidOnDate[] Paid, long PaidTotal, long Billed, IReadOnlyList<Movement> Movements, IReadOnlyList<LifetimeMovement> Lifetimes)
{
    private const int PaidOfLine = 5;
    private const int DaysOfDisability = 1;
    private const int BenefitOfDisability = 2;
    private const int ShortTerm = 3;

    public const int Pots = 5;

    /// <param name="line">The line of benefit: 1 medical, 2 dental, 3 short-term and 4 long-term disability.</param>
    /// <exception cref="JsonException">Not a stored decision.</exception>
    public static ClaimDetail Read(ReadOnlyMemory<byte> json, int line)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, line);
        }
        catch (Exception failure) when (failure is InvalidOperationException or FormatException or KeyNotFoundException or OverflowException or IndexOutOfRangeException)
        {
            throw new JsonException("The decision is not of its format.", failure);
        }
    }

    private static ClaimDetail Read(JsonElement root, int benefitLine)
    {
        var (paid, total, billed) = (new List<PaidOnDate>(), 0L, 0L);
        foreach (var line in Items(root, "l"))
        {
            var result = line.TryGetProperty("r", out var numbers) && numbers.GetArrayLength() > PaidOfLine ? numbers[PaidOfLine].GetInt64() : 0;
            billed += Number(line, "b");
            Add(Date(line, "d"), result);
        }

        if (root.TryGetProperty("dis", out var disability) && disability.TryGetProperty("r", out var decided))
        {
            // A weekly or a monthly benefit for so many days, half a cent up.
            var (days, of) = (decided[DaysOfDisability].GetInt64(), benefitLine == ShortTerm ? 7 : 30);
            Add(Date(disability, "f"), ((decided[BenefitOfDisability].GetInt64() * days * 2) + of) / (of * 2));
        }

        return new([.. paid], total, billed, [.. Items(root, "mv").Select(ToMovement)], [.. Items(root, "lm").Select(ToLifetime)]);

        void Add(DateOnly date, long cents)
        {
            total += cents;
            var same = paid.FindIndex(known => known.ServiceDate == date);
            if (same >= 0)
            {
                paid[same] = new(date, paid[same].Cents + cents);
            }
            else if (cents > 0)
            {
                paid.Add(new(date, cents));
            }
        }
    }

    private static Movement ToMovement(JsonElement moved)
    {
        var added = new long[Pots];
        for (var pot = 0; pot < Pots; pot++)
        {
            added[pot] = moved.GetProperty("a")[pot].GetInt64();
        }

        return new(moved.GetProperty("p").GetString()!, Date(moved, "y"), added);
    }

    private static LifetimeMovement ToLifetime(JsonElement moved) =>
        new(moved.GetProperty("p").GetString()!, moved.GetProperty("s").GetString()!, Number(moved, "a"));

    private static JsonElement.ArrayEnumerator Items(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var items) ? items.EnumerateArray() : default;

    private static long Number(JsonElement parent, string name) => parent.TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    private static DateOnly Date(JsonElement parent, string name) =>
        DateOnly.ParseExact(parent.GetProperty(name).GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
