using Microsoft.Extensions.Options;

namespace Aso.Enrollment.Clock;

/// <summary>Which date it is, where the clock is the real one.</summary>
internal sealed class BusinessCalendar(TimeProvider clock, IOptions<EnrollmentOptions> options)
{
    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), _zone).DateTime);
}
