using Aso.Contracts.Enrollment.V1;
using Aso.Enrollment.Domain;
using Aso.Enrollment.Store;
using Aso.Foundation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Aso.Enrollment.Features;

/// <summary>PUT …/network: the providers in network are now exactly these.</summary>
internal static class ReplaceNetwork
{
    /// <param name="Npis">National provider identifiers; one named twice counts once.</param>
    public sealed record Network(IReadOnlyList<string?>? Npis = null);

    public static void Map(IEndpointRouteBuilder employer) =>
        employer.MapPut("/network", HandleAsync)
            .RequireScope(Scopes.EnrollmentWrite)
            .Idempotent<EnrollmentDb>()
            .WithName("ReplaceNetwork")
            .WithSummary("Replace the list of providers in network")
            .WithDescription("With If-Match, the ETag of what was read, it is refused where somebody replaced it meanwhile.");

    private static async Task<Results<Ok<Network>, ProblemHttpResult>> HandleAsync(
        Guid employerId, Network request, EnrollmentDb db, HttpContext http, CancellationToken cancel)
    {
        // Load.
        await db.LockAsync("network", employerId, cancel);
        if (!await db.HasEmployerAsync(employerId, cancel))
        {
            return Answers.NoSuchEmployer;
        }

        var known = await db.Networks.FindAsync([employerId], cancel);
        if (http.RefuseIfChanged(new Network(known?.Npis ?? [])) is { } changed)
        {
            return changed;
        }

        // Decide.
        var checkedNetwork = EmployerRules.CheckNetwork(request.Npis);
        if (!checkedNetwork.Passes(out var npis))
        {
            return checkedNetwork.Objections.ToProblem();
        }

        // Store and tell.
        if (known is null || !known.Npis.SequenceEqual(npis))
        {
            Store(db, known, employerId, npis);
            db.Enqueue(employerId, new NetworkChanged { EmployerId = employerId, InNetworkNpis = npis });
        }

        await db.CommitAsync(cancel);
        return TypedResults.Ok(new Network(npis));
    }

    private static void Store(EnrollmentDb db, NetworkRow? known, Guid employerId, IReadOnlyList<string> npis)
    {
        if (known is null)
        {
            db.Networks.Add(new() { EmployerId = employerId, Npis = npis });
        }
        else
        {
            known.Npis = npis;
        }
    }
}
