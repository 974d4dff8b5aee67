namespace Aso.Enrollment;

/// <summary>Settings of the section <c>Enrollment</c>.</summary>
public sealed class EnrollmentOptions
{
    /// <summary>The time zone in which a business date begins, by its IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The longest enrollment file, in bytes: about 100,000 members.</summary>
    public long FileBytesMax { get; set; } = 64L << 20;

    /// <summary>Members of a file that are committed together.</summary>
    public int MembersPerCommit { get; set; } = 500;

    /// <summary>How often, where the clock is the real one, it is asked whether a new day has begun.</summary>
    public TimeSpan DayChangePoll { get; set; } = TimeSpan.FromMinutes(1);
}
