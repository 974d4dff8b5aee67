using Aso.Claims.Store;
using Aso.Foundation;
using Aso.X12.Claims837;
using Microsoft.EntityFrameworkCore;

namespace Aso.Claims.Files;

/// <summary>Whom the claims of a file are about, and which earlier claims they name.</summary>
/// <remarks>
/// A patient stands in the file under an id of its own (as if the subscriber), or as a dependant below its subscriber; a dependant
/// without an id is the member of that family with its birth date, where there is exactly one.
/// </remarks>
internal sealed class PatientMatch
{
    private static readonly Refusal NotMatched = new(
        "patient-not-matched", "NM109", "No or more than one member of that family has this birth date: send the patient under its own member id.");

    private readonly Guid _employerId;
    private readonly ILookup<(Guid Family, DateOnly BirthDate), string> _dependants;
    private readonly Dictionary<Guid, string> _numbers;

    private PatientMatch(Guid employerId, ILookup<(Guid, DateOnly), string> dependants, Dictionary<Guid, string> numbers)
    {
        _employerId = employerId;
        _dependants = dependants;
        _numbers = numbers;
    }

    public static async Task<PatientMatch> LoadAsync(ClaimsDb db, Guid employerId, Claim837[] claims, CancellationToken cancel)
    {
        Guid[] families = [.. claims.Where(claim => claim.Dependent is not null && claim.Subscriber.MemberId is not null)
            .Select(claim => Keys.OfFamily(employerId, claim.Subscriber.MemberId!)).Distinct()];
        var members = families.Length == 0 ? [] : await db.Members.AsNoTracking()
            .Where(row => row.EmployerId == employerId && families.Contains(row.FamilyKey) && row.MemberKey != row.FamilyKey)
            .Select(row => new { row.FamilyKey, row.BirthDate, row.MemberId }).ToListAsync(cancel);

        Guid[] ids = [.. claims.Select(claim => Guid.TryParse(claim.OriginalReference, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];
        var numbers = ids.Length == 0 ? [] : await db.Claims.AsNoTracking()
            .Where(row => row.EmployerId == employerId && ids.Contains(row.ClaimId))
            .ToDictionaryAsync(row => row.ClaimId, row => row.ClaimNumber, cancel);
        return new(employerId, members.ToLookup(member => (member.FamilyKey, member.BirthDate), member => member.MemberId), numbers);
    }

    /// <summary>Null where the patient cannot be told.</summary>
    public string? MemberIdOf(Claim837 claim)
    {
        if (claim.Dependent is not { } dependant)
        {
            return claim.Subscriber.MemberId;
        }

        if (claim.Subscriber.MemberId is not { } subscriber || dependant.BirthDate is not { } birthDate)
        {
            return null;
        }

        var matches = _dependants[(Keys.OfFamily(_employerId, subscriber), birthDate)].Take(2).ToList();
        return matches.Count == 1 ? matches[0] : null;
    }

    public Refusal? Refusal(Claim837 claim) =>
        claim.Dependent is not null && claim.Subscriber.MemberId is not null && MemberIdOf(claim) is null ? NotMatched : null;

    /// <summary>The claim number that a payer's reference (REF*F8) stands for: the submitter's number, or the platform's id of the claim.</summary>
    public string? NumberOf(string? reference) =>
        Guid.TryParse(reference, out var id) && _numbers.TryGetValue(id, out var number) ? number : reference;
}
