using Aso.Primitives;
using Aso.StopLoss.Domain;

namespace Aso.StopLoss.UnitTests;

/// <summary>Short words for what the tests begin with. Unless said: 12/15 from 2026-01-01, medical, deductible 10,000, 100 %, no other limits.</summary>
internal static class Given
{
    public static readonly DateOnly PeriodStart = new(2026, 1, 1);

    public static Money Usd(string amount) => Money.Parse(amount);

    public static DateOnly Day(string date) => DateOnly.ParseExact(date, "yyyy-MM-dd", null);

    public static PolicyTerms Policy(
        string basis = "12/15",
        string? deductible = "10000.00",
        IReadOnlyDictionary<string, Money>? lasers = null,
        string aggregating = "0.00",
        string percent = "100",
        string maximum = "1000000.00",
        AggregateTerms? aggregate = null,
        DateOnly? start = null,
        BenefitLine[]? lines = null,
        params string[] triggers)
    {
        Assert.True(Basis.TryParse(basis, out var parsed));
        var specific = deductible is null ? null : new SpecificTerms(
            Usd(deductible), lasers ?? new Dictionary<string, Money>(), Usd(aggregating), Rate.ParsePercent(percent), Usd(maximum));
        return new(start ?? PeriodStart, parsed, lines ?? [BenefitLine.Medical], specific, aggregate, triggers);
    }

    public static AggregateTerms AggregateTerms(string factor = "500.00", string minimum = "0.00", string maximum = "1000000.00") =>
        new(new(Usd(factor), Usd(factor), Usd(factor), Usd(factor)), Usd(minimum), Usd(maximum));

    /// <summary>A medical payment released on its service date.</summary>
    public static ReleasedPayment Payment(string member, string paid, string on = "2026-03-10", string? serviceDate = null, BenefitLine line = BenefitLine.Medical) =>
        new(member, line, Day(on), [new(Day(serviceDate ?? on), Usd(paid))]);

    public static MemberStanding Member(this PolicyBook book, string memberId) =>
        book.Members.SingleOrDefault(member => member.MemberId == memberId) ?? MemberStanding.New(memberId);

    /// <summary>Each notice as "member kind".</summary>
    public static string[] Heard(this PolicyBook book) => [.. book.Notices.Select(notice => $"{notice.MemberId} {notice.Kind}")];

    /// <summary>The amounts asked for, in order.</summary>
    public static string[] Asked(this PolicyBook book) => [.. book.Requests.Select(request => request.Amount.ToString())];
}
