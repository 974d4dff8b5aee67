using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Aso.Portal.Tests.Stub;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Aso.Portal.Tests;

public sealed class ClaimPagesTests(Browser browser) : PortalBeforeAStub(browser)
{
    private const string Number = "C-2026-0107";

    [Fact]
    public async Task The_list_leads_to_a_claim()
    {
        var page = await OpenAsync("/claims");
        await Expect(page.GetByRole(AriaRole.Row, new() { NameRegex = new Regex("^C-2026-0109 ") })).ToContainTextAsync("$15,230.40");

        await page.GetByRole(AriaRole.Link, new() { Name = Number }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync($"Claim {Number}");
    }

    [Fact]
    public async Task A_claim_in_review_shows_that_it_is_and_nothing_that_looks_decided()
    {
        var claim = SampleClaims.OfficeVisit();
        (claim["status"], claim["paid"], claim["allowed"], claim["memberOwes"]) = ("pended", "0.00", "0.00", "0.00");
        claim["review"] = JsonNode.Parse("""{"itemId":"c0ffee00-0000-4000-8000-000000000999","kind":"review","dueOn":"2026-05-08","alarm":"none"}""");
        foreach (var line in claim["lines"]!.AsArray())
        {
            (line!["status"], line["paid"], line["allowed"], line["adjustments"]) = ("pended", "0.00", "0.00", new JsonObject());
        }

        Platform.Answers[$"employers/{StubPlatform.EmployerId}/claims/{Number}"] = claim;
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/claims/{Number}/trace"] = JsonNode.Parse($$"""{"claimNumber":"{{Number}}","steps":[]}""")!;
        var page = await OpenAsync($"/claims/{Number}");

        await Expect(page.GetByText("The decision is due by May 8, 2026.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Who pays what" })).ToHaveCountAsync(0);
        await Expect(page.GetByText("Plan pays")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_claim_is_found_by_its_number_with_the_keyboard_alone()
    {
        var page = await OpenAsync("/claims");
        await page.GetByLabel("Claim number").FocusAsync();
        await page.Keyboard.TypeAsync(Number);
        await page.Keyboard.PressAsync("Enter");

        await Expect(page).ToHaveURLAsync(new Uri(Platform.Address, $"/claims/{Number}").ToString());
    }

    [Fact]
    public async Task A_number_that_nobody_used_is_said_so_and_the_list_stays()
    {
        var page = await OpenAsync("/claims");
        await page.GetByLabel("Claim number").FillAsync("C-404");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();

        await Expect(page.GetByText("There is no claim “C-404”.")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Number })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_number_is_found_whatever_its_blanks_and_capitals()
    {
        var page = await OpenAsync("/claims");
        await page.GetByLabel("Claim number").FillAsync(" c-2026 -0107 ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Find" }).ClickAsync();

        await Expect(page).ToHaveURLAsync(new Uri(Platform.Address, $"/claims/{Number}").ToString());
    }

    [Fact]
    public async Task A_refusal_says_what_was_refused_and_is_no_outage()
    {
        Platform.Refusals[$"employers/{StubPlatform.EmployerId}/claims"] = (422, JsonNode.Parse("""
            {"title":"Unprocessable","status":422,"detail":"2 things must be mended; see errors.","code":"invalid-query",
             "errors":[{"code":"invalid-query","field":"status","detail":"Use approved, denied, pended, voided or replaced."}]}
            """)!);
        var page = await OpenAsync("/claims?status=foo");

        await Expect(page.GetByText("The list of claims cannot be shown as asked.")).ToBeVisibleAsync();
        await Expect(page.GetByText("status: Use approved, denied, pended, voided or replaced.")).ToBeVisibleAsync();
        await Expect(page.GetByText("did not answer")).ToHaveCountAsync(0);

        Platform.Refusals.Clear();
        await page.GetByRole(AriaRole.Link, new() { Name = "All claims" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Number })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_outage_says_that_it_is_one()
    {
        Platform.Broken.Add($"employers/{StubPlatform.EmployerId}/claims");

        await Expect((await OpenAsync("/claims")).GetByText("The platform did not answer.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_void_in_the_list_is_a_void_and_has_no_amounts()
    {
        var page = await OpenAsync("/claims");
        var row = page.GetByRole(AriaRole.Row, new() { Name = "C-2026-0109-V" });

        await Expect(row).ToContainTextAsync("Void of C-2026-0109");
        await Expect(row.Locator(".chip")).ToHaveTextAsync("Void");
        await Expect(row).Not.ToContainTextAsync("$");
    }

    [Fact]
    public async Task On_a_phone_a_claim_shows_its_amounts_and_status_and_its_number_whole()
    {
        var page = await OpenAsync(390);
        await page.GotoAsync("/claims");
        var row = page.GetByRole(AriaRole.Row, new() { Name = Number });

        foreach (var text in new[] { "$660.00", "$176.00", "$114.00", "Approved" })
        {
            var box = await row.GetByText(text, new() { Exact = true }).BoundingBoxAsync();
            Assert.InRange(box!.X + box.Width, 1, 390);
        }

        var number = await row.GetByRole(AriaRole.Link).BoundingBoxAsync();
        Assert.True(number!.Height < 30, $"The number is {number.Height} high: broken in two.");
        var menu = await page.GetByRole(AriaRole.Navigation, new() { Name = "Pages", Exact = true }).GetByRole(AriaRole.Link).EvaluateAllAsync<double[]>("links => links.map(link => link.getBoundingClientRect().top)");
        Assert.Single(menu.Distinct());
    }

    [Fact]
    public async Task A_claim_says_when_it_was_paid_and_by_which_payment()
    {
        var page = await OpenAsync($"/claims/{Number}");

        await Expect(page.GetByText("Paid to the provider on Apr 9, 2026, trace number R20260409A7.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_denial_leads_to_its_notice_which_the_browser_gets_without_a_token()
    {
        Platform.Letters[$"employers/{StubPlatform.EmployerId}/claims/{Number}/denial-notice"] = "<!doctype html><html lang=\"en\"><title>Notice</title><main><h1>Notice of denial</h1></main></html>";
        var page = await OpenAsync($"/claims/{Number}");

        var letter = await page.RunAndWaitForPopupAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "The notice of denial" }).ClickAsync());

        await Expect(letter.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Notice of denial");
        var answer = await letter.ReloadAsync();
        Assert.StartsWith("default-src 'none'", await answer!.HeaderValueAsync("Content-Security-Policy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_denied_the_notice_is_a_page_that_says_so()
    {
        Platform.Refusals[$"employers/{StubPlatform.EmployerId}/claims/{Number}/denial-notice"] = (409, JsonNode.Parse("""{"status":409,"code":"nothing-denied","detail":"Nothing of this claim is denied.","errors":[]}""")!);
        var page = await OpenAsync("/claims");
        var answer = await page.GotoAsync($"/claims/{Number}/denial-notice");

        Assert.Equal(409, answer!.Status);
        await Expect(page.GetByText("Nothing of this claim is denied.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_status_narrows_the_list_and_stands_in_the_address()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/claims?descending=true&limit=25&status=voided"] = SampleData.Page();
        var page = await OpenAsync("/claims");

        await page.GetByLabel("Status").SelectOptionAsync("voided");

        await Expect(page.GetByText("No claim has this status.")).ToBeVisibleAsync();
        Assert.EndsWith("?status=voided", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_list_goes_on_after_the_last_claim_of_the_page()
    {
        var template = SampleClaims.OfficeVisit();
        var full = SampleData.Page([.. Enumerable.Range(1, 25).Select(place =>
        {
            var claim = template.DeepClone();
            claim["claimNumber"] = $"L-{place}";
            return claim;
        })]);
        full["next"] = "behind-25";
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/claims?descending=true&limit=25"] = full;
        var page = await OpenAsync("/claims");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "L-25" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Next page" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = Number })).ToBeVisibleAsync();
        Assert.Contains($"employers/{StubPlatform.EmployerId}/claims?descending=true&limit=25&after=behind-25", Platform.Asked);
        await Expect(page.GetByText("Page 2")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task From_any_page_of_the_list_there_is_a_way_to_the_page_before_it()
    {
        JsonObject Claims(int from, int count, string? next)
        {
            var claims = SampleData.Page([.. Enumerable.Range(from, count).Select(place =>
            {
                var claim = SampleClaims.OfficeVisit();
                claim["claimNumber"] = $"L-{place}";
                return claim;
            })]);
            claims["next"] = next;
            return claims;
        }

        var list = $"employers/{StubPlatform.EmployerId}/claims?descending=true&limit=25";
        Platform.Answers[list] = Claims(1, 25, "behind-25");
        Platform.Answers[$"{list}&after=behind-25"] = Claims(26, 25, "behind-50");
        Platform.Answers[$"{list}&after=behind-50"] = Claims(51, 20, next: null);
        var page = await OpenAsync("/claims?after=behind-50&page=3");
        await Expect(page.GetByText("Page 3")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Previous page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "L-26" })).ToBeVisibleAsync();
        await Expect(page.GetByText("Page 2")).ToBeVisibleAsync();
        Assert.EndsWith("?after=behind-25&page=2", page.Url, StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Button, new() { Name = "Previous page" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "L-1", Exact = true })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync(new Uri(Platform.Address, "/claims").ToString());
    }

    [Fact]
    public async Task A_claim_says_who_pays_what_and_the_parts_make_the_whole()
    {
        var page = await OpenAsync($"/claims/{Number}");
        var shares = page.GetByRole(AriaRole.Region, new() { Name = "Who pays what" });

        await Expect(shares.GetByRole(AriaRole.Img)).ToHaveAttributeAsync(
            "aria-label", "Of $660.00 billed: Plan pays $176.00, Member owes $114.00, Other insurer $40.00, Network savings $170.00, Not payable $160.00");
        var widths = await shares.Locator(".share").EvaluateAllAsync<double[]>("parts => parts.map(part => part.getBoundingClientRect().width)");
        Assert.Equal(176.0 / 660, widths[0] / widths.Sum(), 2);
    }

    [Fact]
    public async Task A_line_says_its_adjustments_and_its_decision_in_words()
    {
        var page = await OpenAsync($"/claims/{Number}");
        var imaging = page.GetByRole(AriaRole.Article, new() { Name = "2. Imaging" });

        await Expect(imaging.GetByRole(AriaRole.Row, new() { Name = "Coinsurance" })).ToContainTextAsync("PR-2");
        await Expect(imaging.GetByRole(AriaRole.Row, new() { Name = "Coinsurance" })).ToContainTextAsync("−$32.75");
        await Expect(imaging.GetByRole(AriaRole.Listitem)).ToHaveTextAsync(
        [
            "The network's fee of $220.00 applies instead of the $320.00 billed.",
            "$56.25 was left of the member's deductible, and is the member's.",
            "Of the remaining $163.75 the member pays 20 percent: $32.75.",
            "The plan pays the rest: $131.00.",
        ]);
    }

    [Fact]
    public async Task A_disability_claim_says_days_and_benefit()
    {
        Platform.Answers[$"employers/{StubPlatform.EmployerId}/claims/D-2026-0004"] = SampleClaims.List()["items"]![3]!.DeepClone();
        var page = await OpenAsync("/claims/D-2026-0004");

        await Expect(page.GetByText("for 42 days, paid to the employee.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_unknown_claim_is_a_page_that_says_so()
    {
        var page = await OpenAsync("/claims/nobody-used-this");

        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("There is no claim here.");
    }
}
