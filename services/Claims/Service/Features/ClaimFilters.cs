using System.ComponentModel;
using Aso.Claims.Domain;
using Aso.Claims.Store;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.AspNetCore.Mvc;

namespace Aso.Claims.Features;

/// <summary>What a list of claims can be ordered by.</summary>
internal enum ClaimOrder
{
    Received,
    ServiceDate,
    Billed,
    Paid,
}

/// <summary>What narrows a list of claims down, and its order. What is left out does not narrow.</summary>
internal readonly record struct ClaimFilters(
    [property: FromQuery(Name = "memberId"), Description("Only this member's.")] string? MemberId,
    [property: FromQuery(Name = "providerNpi"), Description("Only this provider's.")] string? ProviderNpi,
    [property: FromQuery(Name = "line"), Description("Only of this line of benefits.")] BenefitLine? Line,
    [property: FromQuery(Name = "planCode"), Description("Only decided under this plan.")] string? PlanCode,
    [property: FromQuery(Name = "status"), Description("Only claims that stand so now.")] ClaimStatus? Status,
    [property: FromQuery(Name = "deniedFor"), Description("Only where a line, or the whole, was denied for this.")] DenialReason? DeniedFor,
    [property: FromQuery(Name = "numberStartsWith"), Description("Only whose number starts with this, in capitals or not.")] string? NumberStartsWith,
    [property: FromQuery(Name = "serviceFrom"), Description("Only whose first date of service is this or later.")] DateOnly? ServiceFrom,
    [property: FromQuery(Name = "serviceTo"), Description("Only whose first date of service is this or earlier.")] DateOnly? ServiceTo,
    [property: FromQuery(Name = "receivedFrom"), Description("Only received on this business date or later.")] DateOnly? ReceivedFrom,
    [property: FromQuery(Name = "receivedTo"), Description("Only received on this business date or earlier.")] DateOnly? ReceivedTo,
    [property: FromQuery(Name = "billedFrom"), Description("Only with this much billed or more.")] Money? BilledFrom,
    [property: FromQuery(Name = "billedTo"), Description("Only with this much billed or less.")] Money? BilledTo,
    [property: FromQuery(Name = "paidFrom"), Description("Only with this much paid or more.")] Money? PaidFrom,
    [property: FromQuery(Name = "paidTo"), Description("Only with this much paid or less.")] Money? PaidTo,
    [property: FromQuery(Name = "orderBy"), Description("What to order by; left out: received, or serviceDate where dates of service are asked for.")] ClaimOrder? OrderBy,
    [property: FromQuery(Name = "descending"), Description("true: the latest or largest first.")] bool? Descending)
{
    private static readonly ListOrder<ClaimRow> ByService = ListOrder<ClaimRow>.By(row => row.ServiceFrom).Then(row => row.ClaimId);
    private static readonly ListOrder<ClaimRow> ByBilled = ListOrder<ClaimRow>.By(row => row.Billed).Then(row => row.ClaimId);
    private static readonly ListOrder<ClaimRow> ByPaid = ListOrder<ClaimRow>.By(row => row.Paid).Then(row => row.ClaimId);

    public ListOrder<ClaimRow> Order
    {
        get
        {
            // Of dates of service that are asked for: what an index leads to at once, receipt would have to be searched for.
            var order = (OrderBy ?? (ServiceFrom is null && ServiceTo is null ? ClaimOrder.Received : ClaimOrder.ServiceDate)) switch
            {
                ClaimOrder.ServiceDate => ByService,
                ClaimOrder.Billed => ByBilled,
                ClaimOrder.Paid => ByPaid,
                _ => Queries.ByReceipt,
            };
            return Descending == true ? order.Backwards() : order;
        }
    }

    public IQueryable<ClaimRow> Narrow(IQueryable<ClaimRow> claims, Guid employerId)
    {
        if (MemberId is { } memberId)
        {
            var member = Keys.OfMember(employerId, memberId);
            claims = claims.Where(row => row.MemberKey == member);
        }

        claims = ProviderNpi is { } npi ? claims.Where(row => row.ProviderNpi == npi) : claims;
        claims = Line is { } line ? OfLine(claims, line) : claims;
        claims = PlanCode is { } plan ? claims.Where(row => row.PlanCode == plan) : claims;
        return WithinAmounts(WithinDates(Numbered(Standing(claims))));
    }

    private static IQueryable<ClaimRow> OfLine(IQueryable<ClaimRow> claims, BenefitLine line) => line == BenefitLine.Medical
        ? claims.Where(row => row.Line == BenefitLine.Medical)
        : claims.Where(row => row.Line != BenefitLine.Medical && row.Line == line);

    /// <summary>What is rare has an index that says what is in it, which a statement must repeat to be led to it; so it is with lines.</summary>
    private IQueryable<ClaimRow> Standing(IQueryable<ClaimRow> claims)
    {
        if (Status is { } status)
        {
            claims = status == ClaimStatus.Approved
                ? claims.Where(row => row.Status == ClaimStatus.Approved)
                : claims.Where(row => row.Status != ClaimStatus.Approved && row.Status == status);
        }

        if (DeniedFor is { } reason)
        {
            var bit = reason.ToBit();
            claims = claims.Where(row => row.Denials != 0 && (row.Denials & bit) != 0);
        }

        return claims;
    }

    private IQueryable<ClaimRow> Numbered(IQueryable<ClaimRow> claims)
    {
        if (NumberStartsWith is not { Length: > 0 } start)
        {
            return claims;
        }

        // Numbers are of printable ASCII: what starts so lies before the same with the character behind them all.
        var (first, behind) = (start.ToUpperInvariant(), start.ToUpperInvariant() + '\x7f');
        return claims.Where(row => string.Compare(row.NumberInCapitals, first) >= 0 && string.Compare(row.NumberInCapitals, behind) < 0);
    }

    private IQueryable<ClaimRow> WithinDates(IQueryable<ClaimRow> claims)
    {
        claims = ServiceFrom is { } earliest ? claims.Where(row => row.ServiceFrom >= earliest) : claims;
        claims = ServiceTo is { } latest ? claims.Where(row => row.ServiceFrom <= latest) : claims;
        claims = ReceivedFrom is { } first ? claims.Where(row => row.ReceivedOn >= first) : claims;
        return ReceivedTo is { } last ? claims.Where(row => row.ReceivedOn <= last) : claims;
    }

    private IQueryable<ClaimRow> WithinAmounts(IQueryable<ClaimRow> claims)
    {
        claims = BilledFrom is { } least ? claims.Where(row => row.Billed >= least) : claims;
        claims = BilledTo is { } most ? claims.Where(row => row.Billed <= most) : claims;
        claims = PaidFrom is { } atLeast ? claims.Where(row => row.Paid >= atLeast) : claims;
        return PaidTo is { } atMost ? claims.Where(row => row.Paid <= atMost) : claims;
    }
}
