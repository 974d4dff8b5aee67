using Aso.Primitives;

namespace Aso.Portal.Api;

/// <summary>GET …/payables of one claim: what is or was owed for it.</summary>
public sealed record Payables(IReadOnlyList<Payable> Items);

/// <param name="Payment"><c>queued</c>, <c>released</c> or <c>reversed</c>.</param>
/// <param name="On">The business date of its release; null where it was not released.</param>
public sealed record Payable(Guid ClaimId, Money Amount, string Payment, DateOnly? On);

/// <summary>GET …/remittances of one provider and date.</summary>
public sealed record Remittances(IReadOnlyList<Remittance> Items);

/// <summary>One payment to a provider, for all its claims of a business date.</summary>
public sealed record Remittance(string TraceNumber, DateOnly On, Money Paid);
