using Aso.Contracts.Partners.StopLoss.V1;
using Aso.Foundation;
using Google.Rpc;
using Grpc.Core;
using static Aso.StopLoss.UnitTests.Given;

namespace Aso.StopLoss.UnitTests.Service;

public sealed class CarrierTestsOnSqlite(SqliteHost host) : CarrierTests(host), IClassFixture<SqliteHost>;

public sealed class CarrierTestsOnPostgres(PostgresHost host) : CarrierTests(host), IClassFixture<PostgresHost>;

public abstract class CarrierTests(StopLossHost host)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static CallOptions Call(string? key = null) =>
        new(key is null ? [] : [new("idempotency-key", key)], DateTime.UtcNow + Patience);

    [Fact]
    public async Task A_carrier_hears_decides_and_pays()
    {
        var carrierId = await host.CarrierIdAsync();
        var employer = await Employer.InsuredAsync(host, carrierId);
        var carrier = host.Carrier(carrierId);
        await employer.HearAsync(employer.Released("E1", "11000.00", "2026-02-03"));
        await employer.HearAsync(employer.Released("E1", "500.00", "2026-02-04"));
        await employer.ReachAsync("2026-03-01");

        var notices = await carrier.ListNoticesAsync(new(), Call());
        var asked = Assert.Single((await carrier.ListReimbursementRequestsAsync(new() { UndecidedOnly = true }, Call())).Requests);
        var decided = await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 60_000 }, Call());
        var remitted = await carrier.RemitAsync(new() { EmployerId = asked.EmployerId, AmountCents = 45_000, Reference = "R-1" }, Call());

        Assert.Equal([NoticeKind.Half, NoticeKind.Exceeded], notices.Notices.Select(notice => notice.Kind));
        Assert.All(notices.Notices, notice => Assert.Equal(("E1", "2026-02-03", 1_000_000), (notice.MemberId, notice.On, notice.DeductibleCents)));
        Assert.Equal(("E1", 100_000, "2026-02-03", "Acme Tooling"), (asked.MemberId, asked.AmountCents, asked.On, asked.EmployerName));
        Assert.Equal((1_100_000, 0), (asked.Specific.EligibleCents, asked.Specific.AskedBeforeCents));
        Assert.Equal((RequestStatus.Decided, 60_000, "2026-03-01"), (decided.Request.Status, decided.Request.AcceptedCents, decided.Request.DecidedOn));
        Assert.Equal((15_000, "2026-03-01"), (remitted.StillOwedCents, remitted.ReceivedOn));
        var next = Assert.Single((await carrier.ListReimbursementRequestsAsync(new() { UndecidedOnly = true }, Call())).Requests);
        Assert.Equal((50_000, "2026-03-01"), (next.AmountCents, next.On)); // the 500 that came while the first was undecided
        var said = await host.SaidAsync(employer.Id);
        Assert.Equal(["stop-loss.policy-written.v1", "stop-loss.reimbursement-accepted.v1", "stop-loss.remittance-received.v1"], said.Select(message => message.Kind));
        Assert.Equal(60_000, said[1].Body["acceptedCents"]!.GetValue<long>());
        Assert.Equal(45_000, said[2].Body["amountCents"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_denial_is_told_to_nobody_and_not_asked_for_again()
    {
        var (employer, carrier, asked) = await AskedAsync();

        await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 0 }, Call());
        await employer.HearAsync(employer.Released("E1", "1.00", "2026-02-05"));

        var requests = (await carrier.ListReimbursementRequestsAsync(new(), Call())).Requests;
        Assert.Equal([(100_000, true), (100, false)], requests.Select(request => ((int)request.AmountCents, request.HasAcceptedCents)));
        Assert.DoesNotContain(await host.SaidAsync(employer.Id), message => message.Kind.Contains("accepted", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repeating_a_call_under_its_key_gives_the_first_answer_and_no_second_effect()
    {
        var (employer, carrier, asked) = await AskedAsync();
        var decision = new DecideReimbursementRequest { RequestId = asked.RequestId, AcceptedCents = 100_000 };
        var remittance = new RemitRequest { EmployerId = asked.EmployerId, AmountCents = 1, Reference = "R-1" };
        var (first, second) = ($"{Guid.NewGuid()}", $"{Guid.NewGuid()}");

        Assert.Equal(await carrier.DecideReimbursementAsync(decision, Call(first)), await carrier.DecideReimbursementAsync(decision, Call(first)));
        Assert.Equal(await carrier.RemitAsync(remittance, Call(second)), await carrier.RemitAsync(remittance, Call(second)));

        remittance.AmountCents = 2;
        var refused = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(remittance, Call(second)));
        Assert.Equal("idempotency-key-reused", Reason(refused));
        Assert.Equal(3, (await host.SaidAsync(employer.Id)).Count);
    }

    [Fact]
    public async Task A_refused_call_leaves_its_key_free_for_the_mended_one()
    {
        var (_, carrier, asked) = await AskedAsync();
        var key = $"{Guid.NewGuid()}";

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 100_001 }, Call(key)));
        var decided = await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 100_000 }, Call(key));

        Assert.Equal("acceptance-above-amount", Reason(refused));
        Assert.Equal(100_000, decided.Request.AcceptedCents);
    }

    [Fact]
    public async Task What_the_books_could_not_bear_is_refused_with_its_reason_and_field()
    {
        var (_, carrier, asked) = await AskedAsync();
        var remittance = new RemitRequest { EmployerId = asked.EmployerId, AmountCents = 70_001, Reference = "R-1" };
        await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 70_000 }, Call());

        var twice = await Assert.ThrowsAsync<RpcException>(async () => await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 1 }, Call()));
        var above = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(remittance, Call()));
        remittance.AmountCents = 1;
        await carrier.RemitAsync(remittance, Call());
        var reused = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(remittance, Call()));
        remittance.Reference = "r-1 ";
        var alike = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(remittance, Call()));

        Assert.Equal((StatusCode.AlreadyExists, "reference-used"), (alike.StatusCode, Reason(alike)));
        Assert.Equal((StatusCode.FailedPrecondition, "request-already-decided"), (twice.StatusCode, Reason(twice)));
        Assert.Equal((StatusCode.FailedPrecondition, "remittance-above-receivable"), (above.StatusCode, Reason(above)));
        Assert.Equal(["amount_cents"], Fields(above));
        Assert.Equal((StatusCode.AlreadyExists, "reference-used"), (reused.StatusCode, Reason(reused)));
    }

    [Fact]
    public async Task Of_decisions_at_the_same_moment_one_stands()
    {
        var (employer, carrier, asked) = await AskedAsync();

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(async cents =>
        {
            try
            {
                return (await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = cents }, Call())).Request.AcceptedCents;
            }
            catch (RpcException refused) when (Reason(refused) == "request-already-decided")
            {
                return 0;
            }
        }));

        var stands = Assert.Single(answers, cents => cents > 0);
        Assert.Equal(stands, (await carrier.ListReimbursementRequestsAsync(new(), Call())).Requests[0].AcceptedCents);
        Assert.Single(await host.SaidAsync(employer.Id), message => message.Kind == "stop-loss.reimbursement-accepted.v1");
    }

    [Fact]
    public async Task All_faulty_fields_of_a_call_are_named_at_once()
    {
        var carrier = host.Carrier(await host.CarrierIdAsync());

        var remit = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(new() { EmployerId = "x", Reference = "tab\t" }, Call()));
        var decide = await Assert.ThrowsAsync<RpcException>(async () => await carrier.DecideReimbursementAsync(new(), Call()));
        var list = await Assert.ThrowsAsync<RpcException>(async () => await carrier.ListReimbursementRequestsAsync(new() { Cursor = "?", PageSize = 501, EmployerId = "?" }, Call()));

        Assert.Equal(["employer_id", "amount_cents", "reference"], Fields(remit));
        Assert.Equal(["request_id", "accepted_cents"], Fields(decide));
        Assert.Equal(["employer_id", "cursor", "page_size"], Fields(list));
        Assert.All([remit, decide, list], refused => Assert.Equal((StatusCode.InvalidArgument, "invalid-request"), (refused.StatusCode, Reason(refused))));
    }

    [Theory]
    [InlineData(-1, -1, StatusCode.InvalidArgument, StatusCode.InvalidArgument)]
    [InlineData(long.MinValue, long.MinValue, StatusCode.InvalidArgument, StatusCode.InvalidArgument)]
    [InlineData(100_001, 1, StatusCode.FailedPrecondition, StatusCode.FailedPrecondition)]
    [InlineData(long.MaxValue, long.MaxValue, StatusCode.FailedPrecondition, StatusCode.FailedPrecondition)]
    public async Task An_amount_of_the_wrong_sign_or_above_what_is_owed_is_refused_by_its_field_and_changes_nothing(
        long accepted, long remitted, StatusCode decision, StatusCode remittance)
    {
        var (employer, carrier, asked) = await AskedAsync();

        var decide = await Assert.ThrowsAsync<RpcException>(async () => await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = accepted }, Call()));
        var remit = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(new() { EmployerId = asked.EmployerId, AmountCents = remitted, Reference = "R-1" }, Call()));

        Assert.Equal((decision, "accepted_cents"), (decide.StatusCode, Fields(decide).Single()));
        Assert.Equal((remittance, "amount_cents"), (remit.StatusCode, Fields(remit).Single()));
        Assert.Equal(asked, Assert.Single((await carrier.ListReimbursementRequestsAsync(new(), Call())).Requests));
        Assert.Equal(["stop-loss.policy-written.v1"], (await host.SaidAsync(employer.Id)).Select(message => message.Kind));
    }

    [Fact]
    public async Task A_request_or_an_employer_that_nobody_knows_is_not_found()
    {
        var (_, carrier, _) = await AskedAsync();

        var decide = await Assert.ThrowsAsync<RpcException>(async () => await carrier.DecideReimbursementAsync(new() { RequestId = $"{Guid.NewGuid()}", AcceptedCents = 1 }, Call()));
        var remit = await Assert.ThrowsAsync<RpcException>(async () => await carrier.RemitAsync(new() { EmployerId = $"{Guid.NewGuid()}", AmountCents = 1, Reference = "R-1" }, Call()));

        Assert.All([decide, remit], refused => Assert.Equal((StatusCode.NotFound, "not-found"), (refused.StatusCode, Reason(refused))));
        Assert.Empty((await carrier.ListReimbursementRequestsAsync(new() { EmployerId = $"{Guid.NewGuid()}" }, Call())).Requests);
    }

    [Fact]
    public async Task An_idempotency_key_has_at_most_100_characters()
    {
        var (_, carrier, asked) = await AskedAsync();

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 1 }, Call(new string('x', 101))));

        Assert.Equal((StatusCode.InvalidArgument, "idempotency-key"), (refused.StatusCode, Fields(refused).Single()));
        Assert.False((await carrier.ListReimbursementRequestsAsync(new(), Call())).Requests[0].HasAcceptedCents);
    }

    [Fact]
    public async Task Another_carriers_members_requests_and_employers_do_not_exist()
    {
        var (_, _, asked) = await AskedAsync();
        var stranger = host.Carrier(await host.CarrierIdAsync("Southern Re"));

        var decide = await Assert.ThrowsAsync<RpcException>(async () => await stranger.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 1 }, Call()));
        var remit = await Assert.ThrowsAsync<RpcException>(async () => await stranger.RemitAsync(new() { EmployerId = asked.EmployerId, AmountCents = 1, Reference = "R-1" }, Call()));

        Assert.Empty((await stranger.ListNoticesAsync(new(), Call())).Notices);
        Assert.Empty((await stranger.ListReimbursementRequestsAsync(new() { EmployerId = asked.EmployerId }, Call())).Requests);
        Assert.All([decide, remit], refused => Assert.Equal((StatusCode.NotFound, "not-found"), (refused.StatusCode, Reason(refused))));
    }

    [Fact]
    public async Task Only_a_carriers_token_opens_the_door()
    {
        var (_, _, asked) = await AskedAsync();
        string?[] unknown = [null, "garbage", host.Token(CallerKind.Carrier, Guid.NewGuid(), life: TimeSpan.FromMinutes(-5))];
        string?[] others = [.. unknown, host.Token(CallerKind.Employer, Guid.Parse(asked.EmployerId), Scopes.StopLossRead), host.Token(CallerKind.Administrator)];
        var answers = new List<StatusCode>();
        foreach (var token in others)
        {
            answers.Add((await Assert.ThrowsAsync<RpcException>(async () => await host.Partner(token).ListNoticesAsync(new(), Call()))).StatusCode);
        }

        Assert.Equal([.. unknown.Select(_ => StatusCode.Unauthenticated), StatusCode.PermissionDenied, StatusCode.PermissionDenied], answers);
    }

    [Fact]
    public async Task A_call_whose_deadline_has_passed_changes_nothing()
    {
        var (_, carrier, asked) = await AskedAsync();

        var late = await Assert.ThrowsAsync<RpcException>(async () =>
            await carrier.DecideReimbursementAsync(new() { RequestId = asked.RequestId, AcceptedCents = 1 }, new CallOptions(deadline: DateTime.UtcNow.AddMilliseconds(-1))));

        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        Assert.False((await carrier.ListReimbursementRequestsAsync(new(), Call())).Requests[0].HasAcceptedCents);
    }

    /// <summary>E1 stands 1,000.00 above its deductible and the carrier is asked for it.</summary>
    private async Task<(Employer Employer, StopLossPartner.StopLossPartnerClient Carrier, ReimbursementRequest Asked)> AskedAsync()
    {
        var carrierId = await host.CarrierIdAsync();
        var employer = await Employer.InsuredAsync(host, carrierId);
        await employer.HearAsync(employer.Released("E1", "11000.00", "2026-02-03"));
        var carrier = host.Carrier(carrierId);
        return (employer, carrier, (await carrier.ListReimbursementRequestsAsync(new(), Call())).Requests[0]);
    }

    internal static string Reason(RpcException refused) => refused.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason;

    private static string[] Fields(RpcException refused) =>
        [.. refused.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field)];
}
