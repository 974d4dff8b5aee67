using System.Globalization;
using Aso.Primitives;
using Spectre.Console;

namespace Aso.Embedded.Demo;

/// <summary>Loading the demo group as people see it: a progress bar, and then its figures and where to go.</summary>
public static class DemoConsole
{
    public static async Task<DemoSummary> LoadAsync(DemoGroup group, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(group);
        return await AnsiConsole.Progress()
            .Columns(new SpinnerColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .StartAsync(async console =>
            {
                var bar = console.AddTask("Loading the demo group");
                return await group.LoadAsync(new Bar(bar), cancel);
            });
    }

    /// <param name="address">The platform's, for people to open.</param>
    public static void Show(DemoSummary summary, Uri address)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(address);
        var figures = new Table().RoundedBorder().HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        figures.Title = new TableTitle(Markup.Escape($"{summary.EmployerName}, {summary.BusinessDate}"));
        figures.AddRow("Members", Number(summary.Members));
        foreach (var (status, count) in summary.ClaimsByStatus.OrderByDescending(entry => entry.Value))
        {
            figures.AddRow($"Claims {Markup.Escape(status)}", Number(count));
        }

        figures.AddRow("Paid by the plan", Dollars(summary.Paid));
        figures.AddRow("Owed by members", Dollars(summary.MemberShare));
        foreach (var (account, balance) in summary.Ledger.Where(entry => !entry.Balance.IsZero))
        {
            figures.AddRow($"Ledger: {Markup.Escape(account)}", Dollars(balance));
        }

        figures.AddRow("Stop-loss notices", Number(summary.Notices));
        figures.AddRow("Reimbursement requests", Number(summary.ReimbursementRequests));
        figures.AddRow("Reimbursement asked / accepted", $"{Dollars(summary.ReimbursementAsked)} / {Dollars(summary.ReimbursementAccepted)}");
        figures.AddRow("Net cost, year to date", Dollars(summary.NetCost));
        figures.AddRow("Fully insured premium", Dollars(summary.FullyInsuredPremium));
        figures.AddRow("Saved", Dollars(summary.FullyInsuredPremium - summary.NetCost));
        AnsiConsole.Write(figures);
        ShowAddresses(summary, address);
    }

    private static void ShowAddresses(DemoSummary summary, Uri address)
    {
        AnsiConsole.MarkupLineInterpolated($"Portal  [link]{address}[/]");
        AnsiConsole.MarkupLineInterpolated($"Docs    [link]{new Uri(address, "docs")}[/]");
        foreach (var signIn in summary.SignIns)
        {
            AnsiConsole.MarkupLineInterpolated($"Sign in as {signIn.Kind,-13} [bold]{signIn.UserName}[/]  {signIn.Password}");
        }
    }

    private static string Dollars(Money amount)
    {
        var cents = Math.Abs(amount.Cents);
        return string.Create(CultureInfo.InvariantCulture, $"{(amount.Cents < 0 ? "-" : "")}${cents / 100:#,0}.{cents % 100:00}");
    }

    private static string Number(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>Reports at once, in the order of events: the usual progress class would report from the thread pool.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<DemoProgress>
    {
        public void Report(DemoProgress value)
        {
            task.MaxValue = value.Of;
            task.Value = value.Done;
            task.Description = Markup.Escape(value.Doing);
        }
    }
}
