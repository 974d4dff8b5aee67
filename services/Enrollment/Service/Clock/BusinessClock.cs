using Aso.Contracts.Enrollment.V1;
using Aso.Enrollment.Store;

namespace Aso.Enrollment.Clock;

/// <summary>Moves an employer's business date: here, and by message everywhere behind.</summary>
internal static class BusinessClock
{
    /// <summary>The employer, held so that nobody else moves its date; null where there is none.</summary>
    public static async Task<EmployerRow?> HoldAsync(EnrollmentDb db, Guid employerId, CancellationToken cancel)
    {
        await db.LockAsync("clock", employerId, cancel);
        return await db.Employers.FindAsync([employerId], cancel);
    }

    /// <summary>Begins or moves the business date; the caller commits.</summary>
    /// <param name="to">After the date reached so far.</param>
    public static async Task MoveAsync(EnrollmentDb db, EmployerRow employer, DateOnly to, CancellationToken cancel)
    {
        db.Enqueue(employer.EmployerId, new BusinessDateMoved { EmployerId = employer.EmployerId, From = employer.BusinessDate, To = to });
        employer.State = EmployerState.Open;
        employer.BusinessDate = to;
        await db.MoveBusinessDateAsync(employer.EmployerId, to, cancel);
    }
}
