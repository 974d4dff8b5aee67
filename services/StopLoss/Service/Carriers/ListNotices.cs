using System.ComponentModel;
using System.Globalization;
using Aso.Foundation;
using Aso.Primitives;
using Aso.StopLoss.Domain;
using Aso.StopLoss.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Aso.StopLoss.Carriers;

/// <summary>GET /v1/carrier/notices: members who approach or exceed their deductible, or whose diagnosis the policy names.</summary>
internal static class ListNotices
{
    /// <param name="On">The employer's business date.</param>
    /// <param name="Eligible">The member's eligible payments when the notice was given.</param>
    /// <param name="Deductible">The member's laser, else the policy's specific deductible; left out without specific terms.</param>
    /// <param name="Trigger">Of a diagnosis: the policy's trigger that was met.</param>
    internal sealed record CarrierNotice(
        Guid EmployerId, string EmployerName, Guid PolicyId, string MemberId, NoticeKind Kind, DateOnly On, Money Eligible, Money? Deductible, string? Trigger);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/notices", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ListCarrierNotices").WithSummary("List a carrier's notices in order of occurrence");

    private static async Task<Results<Ok<CarrierPage<CarrierNotice>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageAsked page, CancellationToken cancel,
        [Description("Only notices of this employer.")] Guid? employerId = null,
        [Description("The newest first; after then leads back in time.")] bool newestFirst = false)
    {
        Refusal?[] refusals = [page.RefuseLimit(), page.ReadNumber(newestFirst ? long.MaxValue : 0, out var after)];
        if (refusals.OfType<Refusal>().ToList() is { Count: > 0 } refused)
        {
            return Problems.Refuse(refused);
        }

        var carrierId = http.CarrierId();
        var all = db.Notices.AsNoTracking().Where(row => row.CarrierId == carrierId && (employerId == null || row.EmployerId == employerId));
        var ordered = newestFirst
            ? all.Where(row => row.Number < after).OrderByDescending(row => row.Number)
            : all.Where(row => row.Number > after).OrderBy(row => row.Number);
        var rows = await ordered.Take(page.Take + 1).ToListAsync(cancel);
        var names = await db.NamesAsync([.. rows.Select(row => row.EmployerId).Distinct()], cancel);
        var shown = rows.Take(page.Take).ToList();
        return TypedResults.Ok(new CarrierPage<CarrierNotice>(
            shown.ConvertAll(row => new CarrierNotice(
                row.EmployerId, names[row.EmployerId], row.PolicyId, row.MemberId, row.Kind, row.On, row.Eligible, row.Deductible, row.Trigger)),
            rows.Count > page.Take ? shown[^1].Number.ToString(CultureInfo.InvariantCulture) : null));
    }
}
