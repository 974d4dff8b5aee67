using System.Security.Claims;
using System.Text.Json;

namespace Aso.Foundation.Tests;

/// <summary>What a token says is believed as it was issued, by name; what is said otherwise is nobody's.</summary>
public sealed class CallerTests
{
    private static readonly Guid Bound = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Theory]
    [InlineData("administrator", CallerKind.Administrator)]
    [InlineData("employer", CallerKind.Employer)]
    [InlineData("carrier", CallerKind.Carrier)]
    [InlineData("provider", CallerKind.Provider)]
    public void A_kind_is_read_by_the_name_that_tokens_give_it(string name, CallerKind kind) =>
        Assert.Equal(kind, CallerOf((TokenClaims.Kind, name)).Kind);

    [Theory]
    [InlineData("1")]
    [InlineData("+1")]
    [InlineData(" administrator")]
    [InlineData("Administrator")]
    [InlineData("ADMINISTRATOR")]
    [InlineData("administrator,employer")]
    [InlineData("unknown")]
    [InlineData("0")]
    [InlineData("owner")]
    [InlineData("")]
    public void What_is_no_such_name_is_nobody(string name)
    {
        var caller = CallerOf((TokenClaims.Kind, name), (TokenClaims.EmployerId, $"{Bound}"));

        Assert.Equal(CallerKind.Unknown, caller.Kind);
        Assert.False(caller.MaySee(Bound));
    }

    [Fact]
    public void Who_is_said_to_be_of_two_kinds_or_of_none_is_nobody()
    {
        Assert.Equal(CallerKind.Unknown, CallerOf((TokenClaims.Kind, "employer"), (TokenClaims.Kind, "administrator")).Kind);
        Assert.Equal(CallerKind.Unknown, CallerOf().Kind);
    }

    [Fact]
    public void A_provider_bound_to_one_employer_sees_that_one_alone_and_an_unbound_one_all()
    {
        var bound = CallerOf((TokenClaims.Kind, "provider"), (TokenClaims.EmployerId, $"{Bound}"));
        var unbound = CallerOf((TokenClaims.Kind, "provider"));

        Assert.Equal((true, false), (bound.MaySee(Bound), bound.MaySee(Other)));
        Assert.Equal((true, true), (unbound.MaySee(Bound), unbound.MaySee(Other)));
    }

    [Fact]
    public void A_binding_that_cannot_be_read_does_not_become_none()
    {
        Assert.False(CallerOf((TokenClaims.Kind, "provider"), (TokenClaims.EmployerId, "")).MaySee(Other));
        Assert.False(CallerOf((TokenClaims.Kind, "provider"), (TokenClaims.EmployerId, "acme")).MaySee(Other));
        Assert.False(CallerOf((TokenClaims.Kind, "provider"), (TokenClaims.EmployerId, $"{Bound}"), (TokenClaims.EmployerId, $"{Other}")).MaySee(Other));
        Assert.Equal(CallerKind.Unknown, CallerOf((TokenClaims.Kind, "carrier"), (TokenClaims.CarrierId, "acme")).Kind);
    }

    [Fact]
    public void A_client_acts_for_itself_and_a_person_as_that_person_through_whichever_client()
    {
        var client = CallerOf((TokenClaims.ClientId, "a"), (TokenClaims.Subject, "a")).Actor;
        var alice = CallerOf((TokenClaims.ClientId, "portal"), (TokenClaims.Subject, "alice")).Actor;
        var bob = CallerOf((TokenClaims.ClientId, "portal"), (TokenClaims.Subject, "bob")).Actor;

        Assert.Equal((new("a"), new("portal", "alice")), (client, alice));
        Assert.True(alice.IsSameAs(new("phone", "alice")));
        Assert.False(alice.IsSameAs(bob));
        Assert.False(alice.IsSameAs(new("portal")));
        Assert.False(new Actor("portal").IsSameAs(alice));
        Assert.True(client.IsSameAs(new("a")));
        Assert.False(client.IsSameAs(new("b")));
    }

    [Fact]
    public void A_files_job_acts_as_its_sender_did_bound_where_it_was()
    {
        var user = UserOf((TokenClaims.Kind, "provider"), (TokenClaims.EmployerId, $"{Bound}"), (TokenClaims.ClientId, "portal"), (TokenClaims.Subject, "alice"), (TokenClaims.Npi, "1234567893"));

        var stored = JsonSerializer.Serialize(Files.FileSender.Of(user), WireJson.Options);
        var later = JsonSerializer.Deserialize<Files.FileSender>(stored, WireJson.Options)!.ToCaller();

        Assert.Equivalent(user.ToCaller(), later);
        Assert.False(later.MaySee(Other));
    }

    private static Caller CallerOf(params (string Name, string Value)[] claims) => UserOf(claims).ToCaller();

    private static ClaimsPrincipal UserOf(params (string Name, string Value)[] claims) => new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Name, claim.Value)), "test"));
}
