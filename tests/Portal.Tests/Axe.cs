using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Aso.Portal.Tests;

/// <summary>What axe-core has against a page; its script comes with the package.</summary>
public static class Axe
{
    /// <summary>The findings that are serious or critical, one line each: the rule, and where it is broken.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        // What fades in has not its colours yet.
        await page.EvaluateAsync("() => Promise.all(document.getAnimations().filter(one => one.effect.getComputedTiming().iterations !== Infinity).map(one => one.finished.catch(() => {})))");
        var result = await page.RunAxe();
        return [.. result.Violations.Where(finding => finding.Impact is "serious" or "critical")
            .SelectMany(finding => finding.Nodes.Select(node => $"{finding.Id}: {node.Html}"))];
    }
}
