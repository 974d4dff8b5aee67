namespace Aso.Claims.Domain.Review;

/// <summary>A claim as far as it can be appealed.</summary>
/// <param name="DecidedOn">Null while it is in review.</param>
/// <param name="DeniedLines">The numbers, from 1, of its denied lines.</param>
/// <param name="IsDenied">Whether anything of it was denied; of a disability claim, the claim.</param>
public sealed record AppealedClaim(ClaimStatus Status, Frequency Frequency, DateOnly? DecidedOn, IReadOnlyList<int> DeniedLines, bool IsDenied, bool HasOpenAppeal);

/// <summary>Why an appeal is not taken.</summary>
public enum AppealRefusal
{
    /// <summary>The claim is in review: there is no decision to appeal.</summary>
    NotDecided = 1,

    /// <summary>It was voided or replaced, or is a void.</summary>
    NotLive = 2,

    NothingDenied = 3,

    /// <summary>A line that is named was not denied, or there is no such line.</summary>
    LineNotDenied = 4,

    TooLate = 5,
    AlreadyOpen = 6,
}

/// <summary>Whether a denial can be appealed (29 CFR 2560.503-1 (h)).</summary>
public static class AppealFiling
{
    /// <summary>The last date on which a denial of that date can be appealed.</summary>
    public static DateOnly LastDay(DateOnly deniedOn) => deniedOn.AddDays(ClockTerms.AppealDays);

    /// <summary>All that stands against the appeal.</summary>
    /// <param name="lines">The lines appealed, by number; empty for all that was denied.</param>
    public static IEnumerable<AppealRefusal> Check(AppealedClaim claim, IReadOnlyList<int> lines, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(lines);
        if (claim.Status is ClaimStatus.Voided or ClaimStatus.Replaced || claim.Frequency == Frequency.Void)
        {
            return [AppealRefusal.NotLive];
        }

        if (claim.DecidedOn is not { } decided)
        {
            return [AppealRefusal.NotDecided];
        }

        if (!claim.IsDenied)
        {
            return [AppealRefusal.NothingDenied];
        }

        return Against(claim, lines, decided, today);
    }

    private static IEnumerable<AppealRefusal> Against(AppealedClaim claim, IReadOnlyList<int> lines, DateOnly decided, DateOnly today)
    {
        if (lines.Any(line => !claim.DeniedLines.Contains(line)))
        {
            yield return AppealRefusal.LineNotDenied;
        }

        if (today > LastDay(decided))
        {
            yield return AppealRefusal.TooLate;
        }

        if (claim.HasOpenAppeal)
        {
            yield return AppealRefusal.AlreadyOpen;
        }
    }
}
