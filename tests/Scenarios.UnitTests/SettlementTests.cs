using System.Net;
using Aso.Embedded.Demo;

namespace Aso.Scenarios.UnitTests;

public sealed class SettlementTests
{
    private static readonly Guid EmployerId = Guid.Parse("0d5c0b2e-7a51-4d3f-9a52-2f1f6f0c9b01");

    [Fact]
    public async Task The_platform_is_settled_when_everything_sent_is_applied_in_two_equal_readings()
    {
        var rounds = await RoundsUntilSettledAsync(_ => Progress(enrollmentSent: 3, claimsApplied: 3));

        Assert.Equal(2, rounds);
    }

    [Fact]
    public async Task A_message_that_is_not_applied_yet_is_waited_for()
    {
        var rounds = await RoundsUntilSettledAsync(round => Progress(enrollmentSent: 3, claimsApplied: round < 5 ? 2 : 3));

        Assert.True(rounds >= 6, $"settled after {rounds} rounds");
    }

    [Fact]
    public async Task A_reading_that_differs_from_the_last_is_no_proof()
    {
        var rounds = await RoundsUntilSettledAsync(round => round == 0 ? Progress(3, 3) : Progress(4, 4));

        Assert.Equal(3, rounds);
    }

    [Fact]
    public async Task A_service_that_has_not_heard_of_the_employer_is_behind()
    {
        var rounds = await RoundsUntilSettledAsync(round => service =>
            service == "claims" && round < 2 ? null : Progress(1, 1)(service));

        Assert.True(rounds >= 4, $"settled after {rounds} rounds");
    }

    /// <param name="answer">By round and service: the answer, or null for 404.</param>
    private static async Task<int> RoundsUntilSettledAsync(Func<int, Func<string, string?>> answer)
    {
        var asked = 0;
        using var platform = new ScriptedPlatform(request =>
        {
            var round = (Interlocked.Increment(ref asked) - 1) / 4;
            return answer(round)(request.RequestUri!.Segments[^1]) is { } json
                ? ScriptedPlatform.Json(json)
                : ScriptedPlatform.Json("""{"code": "not-found"}""", HttpStatusCode.NotFound);
        });
        using var connection = new PlatformConnection(platform.Client, "client", "secret");
        await connection.TokenAsync(CancellationToken.None);

        await new Settlement(connection, EmployerId).SettleAsync(CancellationToken.None);

        return asked / 4;
    }

    private static Func<string, string?> Progress(long enrollmentSent, long claimsApplied) => service => service switch
    {
        "enrollment" => $$"""{"emitted": {{enrollmentSent}}, "applied": {} }""",
        "claims" => $$"""{"emitted": 0, "applied": {"enrollment": {{claimsApplied}} } }""",
        _ => $$"""{"emitted": 0, "applied": {"enrollment": {{enrollmentSent}}, "claims": 0} }""",
    };
}
