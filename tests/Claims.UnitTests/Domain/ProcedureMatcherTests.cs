using Aso.Claims.Domain;

namespace Aso.Claims.UnitTests.Domain;

public sealed class ProcedureMatcherTests
{
    [Theory]
    //          services, by | ; patterns by blank              procedure  index
    [InlineData("99213|99214", "99214", 1)]
    [InlineData("99213|99214", "99215", -1)]
    [InlineData("99202-99215", "99202", 0)]
    [InlineData("99202-99215", "99215", 0)]
    [InlineData("99202-99215", "99216", -1)]
    [InlineData("99202-99215", "992131", -1)] // another length
    [InlineData("D0100-D0999|D1000-D1999", "D1110", 1)]
    [InlineData("A0001-A9999", "a0427", -1)] // compared ordinally
    [InlineData("99213-99214 99300|*", "99300", 0)]
    [InlineData("*|99213", "99213", 0)] // the first in plan order wins, not the closest
    [InlineData("99213|99200-99299|*", "99213", 0)]
    [InlineData("99200-99299|99213|*", "99213", 0)]
    [InlineData("98940|99200-99299|*", "99213", 1)]
    [InlineData("98940|99200-99299|*", "00100", 2)]
    [InlineData("98940|*|99200-99299", "99213", 1)]
    [InlineData("99213|99213", "99213", 0)]
    public void The_first_service_in_plan_order_that_matches_wins(string services, string procedure, int index)
    {
        var plan = Plans.Medical([.. services.Split('|').Select((patterns, number) => Plans.Service(patterns, name: $"S{number}"))]);
        Assert.Equal(index, plan.FindService(procedure));
    }
}
