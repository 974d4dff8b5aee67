using Aso.Claims.Domain;
using Aso.Claims.Domain.Review;
using static Aso.Claims.UnitTests.Domain.ClaimBook;

namespace Aso.Claims.UnitTests.Domain.Review;

public sealed class AppealFilingTests
{
    private static readonly AppealedClaim Denied = new(ClaimStatus.Approved, Frequency.Original, Day("2026-03-01"), [2], IsDenied: true, HasOpenAppeal: false);

    [Fact]
    public void A_denial_can_be_appealed_for_180_days_and_not_a_day_longer()
    {
        Assert.Empty(AppealFiling.Check(Denied, [], Day("2026-08-28")));
        Assert.Equal([AppealRefusal.TooLate], AppealFiling.Check(Denied, [], Day("2026-08-29")));
        Assert.Equal(180, Day("2026-08-28").DayNumber - Denied.DecidedOn!.Value.DayNumber);
    }

    [Fact]
    public void Only_lines_that_were_denied_can_be_appealed()
    {
        Assert.Empty(AppealFiling.Check(Denied, [2], Day("2026-03-02")));
        Assert.Equal([AppealRefusal.LineNotDenied], AppealFiling.Check(Denied, [1, 2], Day("2026-03-02")));
    }

    [Fact]
    public void All_that_stands_against_an_appeal_is_told_at_once() => Assert.Equal(
        [AppealRefusal.LineNotDenied, AppealRefusal.TooLate, AppealRefusal.AlreadyOpen],
        AppealFiling.Check(Denied with { HasOpenAppeal = true }, [7], Day("2026-12-01")));

    [Fact]
    public void What_has_no_standing_decision_or_no_denial_cannot_be_appealed()
    {
        Assert.Equal([AppealRefusal.NotDecided], AppealFiling.Check(Denied with { Status = ClaimStatus.Pended, DecidedOn = null }, [], Day("2026-03-02")));
        Assert.Equal([AppealRefusal.NotLive], AppealFiling.Check(Denied with { Status = ClaimStatus.Voided }, [], Day("2026-03-02")));
        Assert.Equal([AppealRefusal.NotLive], AppealFiling.Check(Denied with { Status = ClaimStatus.Replaced }, [], Day("2026-03-02")));
        Assert.Equal([AppealRefusal.NotLive], AppealFiling.Check(Denied with { Frequency = Frequency.Void }, [], Day("2026-03-02")));
        Assert.Equal([AppealRefusal.NothingDenied], AppealFiling.Check(Denied with { DeniedLines = [], IsDenied = false }, [], Day("2026-03-02")));
    }
}
