using Aso.Enrollment.Domain;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Enrollment;

/// <summary>Answers that several slices give.</summary>
internal static class Answers
{
    /// <summary>All objections to an input, as one problem.</summary>
    public static ProblemHttpResult ToProblem(this IReadOnlyList<Objection> objections) =>
        Problems.Refuse(objections.Select(objection => new Refusal(objection.Code, objection.Field, objection.Detail)));

    public static ProblemHttpResult NoSuchEmployer { get; } = Problems.NotFound("employer");

    public static ProblemHttpResult NoSuchMember { get; } = Problems.NotFound("member");
}
