using RulesEngine.Models;

namespace Aso.Benchmarks.Steps;

/// <summary>The pricing of one line as a workflow of a general rules engine: what one would use who does not write an adjudicator.</summary>
internal sealed class GeneralRules
{
    private readonly RulesEngine.RulesEngine _engine = new(
    [
        new Workflow
        {
            WorkflowName = "line",
            Rules =
            [
                new Rule
                {
                    RuleName = "priced",
                    LocalParams =
                    [
                        new() { Name = "allowed", Expression = "billed < fee ? billed : fee" },
                        new() { Name = "copaid", Expression = "allowed < copay ? allowed : copay" },
                        new() { Name = "deducted", Expression = "allowed - copaid < left ? allowed - copaid : left" },
                        new() { Name = "coinsured", Expression = "(allowed - copaid - deducted) * 10 / 100" },
                    ],
                    Expression = "allowed >= 0",
                    Actions = new() { OnSuccess = new() { Name = "OutputExpression", Context = new() { ["expression"] = "deducted * 1000000000 + (allowed - copaid - deducted - coinsured)" } } },
                },
            ],
        },
    ]);

    /// <summary>All in cents.</summary>
    public async Task<(long Deductible, long Paid)> PriceAsync(long billed, long fee, long copay, long left)
    {
        const long Apart = 1_000_000_000;
        var result = await _engine.ExecuteActionWorkflowAsync("line", "priced",
        [
            new RuleParameter("billed", billed), new RuleParameter("fee", fee), new RuleParameter("copay", copay), new RuleParameter("left", left),
        ]);
        var both = (long)result.Output;
        return (both / Apart, both % Apart);
    }
}
