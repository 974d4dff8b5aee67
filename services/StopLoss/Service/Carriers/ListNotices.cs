using System.ComponentModel;
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
    private static readonly ListOrder<NoticeRow> InOrder = ListOrder<NoticeRow>.By(row => row.Number);

    /// <param name="On">The employer's business date.</param>
    /// <param name="Eligible">The member's eligible payments when the notice was given.</param>
    /// <param name="Deductible">The member's laser, else the policy's specific deductible; left out without specific terms.</param>
    /// <param name="Trigger">Of a diagnosis: the policy's trigger that was met.</param>
    internal sealed record CarrierNotice(
        Guid EmployerId, string EmployerName, Guid PolicyId, string MemberId, NoticeKind Kind, DateOnly On, Money Eligible, Money? Deductible, string? Trigger);

    public static void Map(RouteGroupBuilder carrier) => carrier.MapGet("/notices", HandleAsync)
        .RequireScope(Scopes.Carrier)
        .WithName("ListCarrierNotices").WithSummary("List a carrier's notices in order of occurrence");

    private static async Task<Results<Ok<Page<CarrierNotice>>, ProblemHttpResult>> HandleAsync(
        StopLossDb db, HttpContext http, [AsParameters] PageQuery page, CancellationToken cancel,
        [Description("Only notices of this employer.")] Guid? employerId = null,
        [Description("true: the newest first.")] bool? descending = null)
    {
        if (!page.Passes(descending == true ? InOrder.Backwards() : InOrder, out var slice, out var problem))
        {
            return problem;
        }

        var carrierId = http.CarrierId();
        var rows = await slice.ReadAsync(
            db.Notices.AsNoTracking().Where(row => row.CarrierId == carrierId && (employerId == null || row.EmployerId == employerId)), cancel);
        var names = await db.NamesAsync([.. rows.Items.Select(row => row.EmployerId).Distinct()], cancel);
        return TypedResults.Ok(rows.ConvertAll(row => new CarrierNotice(
            row.EmployerId, names[row.EmployerId], row.PolicyId, row.MemberId, row.Kind, row.On, row.Eligible, row.Deductible, row.Trigger)));
    }
}
