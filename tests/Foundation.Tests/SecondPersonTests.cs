using Aso.Foundation.Approvals;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aso.Foundation.Tests;

public sealed class SecondPersonTests
{
    private static readonly DateTime Noon = new(2026, 1, 5, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("tom", CallerKind.Administrator, null)]
    [InlineData("sam", CallerKind.Administrator, "second-person-required")]
    [InlineData("tom", CallerKind.Employer, "administrators-only")]
    [InlineData("tom", CallerKind.Provider, "administrators-only")]
    [InlineData("tom", CallerKind.Carrier, "administrators-only")]
    [InlineData("tom", CallerKind.Unknown, "administrators-only")]
    public void Another_person_of_the_administrators_staff_decides(string person, CallerKind kind, string? code) =>
        Assert.Equal(code, SecondPerson.Refuses(ApprovalStatus.Waiting, "sam", person, kind)?.Code);

    [Theory]
    [InlineData(ApprovalStatus.Approved, "approval-decided")]
    [InlineData(ApprovalStatus.Rejected, "approval-decided")]
    [InlineData(ApprovalStatus.Expired, "approval-expired")]
    public void What_is_decided_or_expired_is_not_decided_again(ApprovalStatus status, string code)
    {
        Assert.Equal(code, SecondPerson.Refuses(status, "sam", "tom", CallerKind.Administrator)?.Code);
        Assert.Equal(code, SecondPerson.Refuses(status, "sam", "sam", CallerKind.Administrator)?.Code);
    }

    [Theory]
    [InlineData(ApprovalStatus.Waiting, -1, ApprovalStatus.Waiting)]
    [InlineData(ApprovalStatus.Waiting, 0, ApprovalStatus.Expired)]
    [InlineData(ApprovalStatus.Approved, 1, ApprovalStatus.Approved)]
    [InlineData(ApprovalStatus.Rejected, 1, ApprovalStatus.Rejected)]
    public void Only_what_waits_expires(ApprovalStatus stored, int secondsLater, ApprovalStatus status) =>
        Assert.Equal(status, SecondPerson.StatusAt(stored, Noon, Noon.AddSeconds(secondsLater)));

    [Theory]
    [InlineData(false, null, true)]
    [InlineData(false, true, true)]
    [InlineData(true, null, false)]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    public void A_sandbox_does_without_unless_it_asks_for_it(bool sandbox, bool? setting, bool wanted) =>
        Assert.Equal(wanted, Options(sandbox, setting).Value.SecondPerson);

    [Fact]
    public void Outside_of_a_sandbox_it_cannot_be_switched_off() =>
        Assert.Contains("Approvals:SecondPerson", Assert.Throws<OptionsValidationException>(() => Options(sandbox: false, setting: false).Value).Message, StringComparison.Ordinal);

    private static IOptions<ApprovalOptions> Options(bool sandbox, bool? setting)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Sandbox:Enabled", $"{sandbox}"), new("Approvals:SecondPerson", setting?.ToString())]).Build();
        var services = new ServiceCollection();
        services.Configure<SandboxOptions>(configuration.GetSection("Sandbox"));
        return services.AddApprovals<ListenerDb>(configuration).BuildServiceProvider().GetRequiredService<IOptions<ApprovalOptions>>();
    }
}
