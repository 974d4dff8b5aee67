using Aso.Portal.Api;
using Aso.Portal.Shared;

namespace Aso.Portal.Pages.ClaimDetail;

/// <summary>Where a claim's review and the appeals of its denial stand, in plain words.</summary>
internal static class ReviewWords
{
    public static IEnumerable<string> Of(Claim claim)
    {
        if (claim.IsPended)
        {
            yield return $"This claim is in review: a person looks at it before anything is decided or paid.{Until(claim.Review)}";
        }

        foreach (var appeal in claim.Appeals ?? [])
        {
            yield return appeal.Outcome switch
            {
                null => $"The denial is under appeal.{Until(appeal)}",
                "upheld" => "The denial was appealed, and stands.",
                "overturned" => $"The denial was appealed and overturned: claim {appeal.DecidedAs} takes the place of this one.",
                _ => "The denial was appealed; the claim was voided or replaced before that was decided.",
            };
        }
    }

    private static string Until(ClaimReview? review) => review switch
    {
        null => "",
        { AnswerBy: { } date } => $" Information is awaited until {Words.Date(date)}.",
        _ => $" The decision is due by {Words.Date(review.DueOn)}.",
    };
}
