using Aso.Claims.Domain;
using Aso.Claims.Review;
using Aso.Claims.Store;
using Aso.Contracts.Claims.V1;
using Aso.Contracts.Enrollment.V1;
using Aso.Foundation;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;
using BenefitLine = Aso.Primitives.BenefitLine;

namespace Aso.Claims.Inbox;

/// <summary>All that Claims hears, from Enrollment: its own copy of terms, network and coverage, and the business date.</summary>
internal sealed class ClaimsInbox(WorkAlarms alarms) : IInbox<ClaimsDb>
{
    private const int MembersLoadedTogether = 500;

    public async Task ApplyAsync(ClaimsDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        // Claims being decided finish first: what they read of the employer stands still until they commit.
        await db.LockAsync(Locks.Employer, employerId, cancel);
        await LoadMembersAsync(db, employerId, messages, cancel);
        foreach (var message in messages)
        {
            using var trace = message.Activate();
            switch (message.Body)
            {
                case EmployerRegistered registered:
                    await ApplyAsync(db, registered, cancel);
                    break;
                case PlanDefined defined:
                    await ApplyAsync(db, defined, cancel);
                    break;
                case NetworkChanged changed:
                    await ApplyAsync(db, changed, cancel);
                    break;
                case MemberCoverageChanged changed:
                    await ApplyAsync(db, changed, cancel);
                    break;
                case BusinessDateMoved moved:
                    await db.MoveBusinessDateAsync(employerId, moved.To, cancel);
                    await alarms.WatchAllAsync(db, employerId, moved.To, cancel);
                    db.Enqueue(employerId, new ClaimsDateMoved { EmployerId = employerId, From = moved.From, To = moved.To });
                    break;
                default:
                    // Others' business.
                    break;
            }
        }
    }

    private static async Task ApplyAsync(ClaimsDb db, EmployerRegistered registered, CancellationToken cancel)
    {
        if (await db.Employers.FindAsync([registered.EmployerId], cancel) is { } known)
        {
            known.Name = registered.Name;
            known.PlanYearStart = registered.PlanYearStart;
            known.TermsVersion++;
            return;
        }

        db.Add(new EmployerRow
        {
            EmployerId = registered.EmployerId,
            Name = registered.Name,
            PlanYearStart = registered.PlanYearStart,
            TermsVersion = 1,
        });
    }

    private static async Task ApplyAsync(ClaimsDb db, PlanDefined defined, CancellationToken cancel)
    {
        var definition = PlanReading.Write(defined);

        // Compiled once here: a plan that cannot be is parked, and never meets a claim.
        PlanReading.Read(definition);
        await MoveTermsAsync(db, defined.EmployerId, cancel);
        var stored = await db.Plans
            .Where(row => row.EmployerId == defined.EmployerId && row.PlanCode == defined.PlanCode)
            .MaxAsync(row => (int?)row.Revision, cancel) ?? 0;
        var tracked = db.Plans.Local.Where(row => row.EmployerId == defined.EmployerId && row.PlanCode == defined.PlanCode).Select(row => row.Revision);
        db.Add(new PlanRow
        {
            EmployerId = defined.EmployerId,
            PlanCode = defined.PlanCode,
            Revision = tracked.Append(stored).Max() + 1,
            Definition = definition,
        });
    }

    private static async Task ApplyAsync(ClaimsDb db, NetworkChanged changed, CancellationToken cancel)
    {
        await MoveTermsAsync(db, changed.EmployerId, cancel);
        var npis = string.Join(' ', changed.InNetworkNpis);
        if (await db.Networks.FindAsync([changed.EmployerId], cancel) is { } known)
        {
            known.Npis = npis;
        }
        else
        {
            db.Add(new NetworkRow { EmployerId = changed.EmployerId, Npis = npis });
        }
    }

    private static async Task ApplyAsync(ClaimsDb db, MemberCoverageChanged changed, CancellationToken cancel)
    {
        var key = Keys.OfMember(changed.EmployerId, changed.MemberId);
        var coverages = changed.Coverages
            .Select(span => new CoverageOfMember(span.PlanCode, (BenefitLine)span.Line, span.From, span.To)).ToList();
        if (await db.Members.FindAsync([key], cancel) is not { } member)
        {
            member = new()
            {
                MemberKey = key,
                EmployerId = changed.EmployerId,
                MemberId = changed.MemberId,
                FamilyKey = Keys.OfFamily(changed.EmployerId, changed.SubscriberId),
                BirthDate = changed.BirthDate,
                OtherCoveragePrimary = changed.OtherCoveragePrimary,
                Coverages = coverages,
            };
            db.Add(member);
        }

        if (LostCoverage.FirstDate(SpansOf(member.Coverages), SpansOf(coverages)) is { } lost && !(member.CoverageLostFrom <= lost))
        {
            member.CoverageLostFrom = lost;
        }

        member.BirthDate = changed.BirthDate;
        member.WeeklyEarnings = changed.WeeklyEarningsCents is { } cents ? new Money(cents) : null;
        member.OtherCoveragePrimary = changed.OtherCoveragePrimary;
        member.Coverages = coverages;
    }

    private static IEnumerable<(BenefitLine, DateSpan)> SpansOf(IReadOnlyList<CoverageOfMember> coverages) =>
        coverages.Select(span => (span.Line, new DateSpan(span.From, span.To)));

    /// <summary>An enrolment file brings thousands of members: they are loaded together, and found in memory below.</summary>
    private static async Task LoadMembersAsync(ClaimsDb db, Guid employerId, IReadOnlyList<IncomingMessage> messages, CancellationToken cancel)
    {
        var keys = messages.Select(message => message.Body).OfType<MemberCoverageChanged>()
            .Select(changed => Keys.OfMember(employerId, changed.MemberId)).Distinct();
        foreach (var some in keys.Chunk(MembersLoadedTogether))
        {
            await db.Members.Where(row => some.Contains(row.MemberKey)).LoadAsync(cancel);
        }
    }

    private static async Task MoveTermsAsync(ClaimsDb db, Guid employerId, CancellationToken cancel)
    {
        var employer = await db.Employers.FindAsync([employerId], cancel)
            ?? throw new InvalidOperationException("Terms of an employer that was never registered.");
        employer.TermsVersion++;
    }
}
