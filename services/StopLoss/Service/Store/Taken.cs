using Aso.Primitives;
using Aso.StopLoss.Domain;

namespace Aso.StopLoss.Store;

/// <summary>What came of a carrier's act: what stands now, or why it was not taken. Each interface says it in its own words.</summary>
/// <param name="Most">The most that would have been taken, where it was too much.</param>
internal readonly record struct Taken<T>(T? Done, CarrierRefusal? Refusal, Money Most)
    where T : class
{
    public static implicit operator Taken<T>(T done) => new(done, null, default);

    public static implicit operator Taken<T>(CarrierRefusal refusal) => new(null, refusal, default);
}
