using Aso.Verifier.Reporting;

namespace Aso.Verifier.Tests;

/// <summary>What the platform wrote is proved; the smallest change of it is found, and told for what it is.</summary>
public sealed class ProofTests(PlayedBooks played) : IClassFixture<PlayedBooks>
{
    [Fact]
    public void What_the_platform_wrote_is_proved()
    {
        var report = TamperedBooks.Verify(played.Original);

        Assert.Empty(report.Findings);
        Assert.Equal(Verdict.Proved, report.Verdict);
        Assert.Equal(PlayedBooks.Scenarios.Length, report.Heads.Count);
        Assert.All(report.Checks, check => Assert.True(check.Checked > 0, $"{check.Id} looked at nothing"));
    }
}
