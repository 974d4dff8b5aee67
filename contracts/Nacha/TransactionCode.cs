namespace Aso.Nacha;

/// <summary>What an entry's transaction code says: the kind of account, the way of the money, and whether it comes back.</summary>
internal readonly record struct TransactionCode(AccountKind Account, bool IsReturn, bool IsDebit)
{
    public static string Of(AchEntry entry) => (entry.AccountKind, entry.Return) switch
    {
        (AccountKind.Checking, null) => "22",
        (AccountKind.Checking, { IsDebit: false }) => "21",
        (AccountKind.Checking, _) => "26",
        (_, null) => "32",
        (_, { IsDebit: false }) => "31",
        _ => "36",
    };

    /// <summary>Null where the code is none of these.</summary>
    public static TransactionCode? Read(string code) => code switch
    {
        "22" => new(AccountKind.Checking, false, false),
        "21" => new(AccountKind.Checking, true, false),
        "26" => new(AccountKind.Checking, true, true),
        "32" => new(AccountKind.Savings, false, false),
        "31" => new(AccountKind.Savings, true, false),
        "36" => new(AccountKind.Savings, true, true),
        _ => null,
    };
}

/// <summary>Which ways of the money a batch holds.</summary>
internal static class ServiceClass
{
    private const string Mixed = "200";
    private const string CreditsOnly = "220";
    private const string DebitsOnly = "225";

    public static string Of(IReadOnlyList<AchEntry> entries)
    {
        var debits = entries.Count(entry => entry.Return is { IsDebit: true });
        return debits == 0 ? CreditsOnly : debits == entries.Count ? DebitsOnly : Mixed;
    }

    /// <summary>A bank may call a batch mixed whose entries go one way.</summary>
    public static bool Allows(string serviceClass, AchTotals totals) => serviceClass switch
    {
        Mixed => true,
        CreditsOnly => totals.DebitCents == 0,
        DebitsOnly => totals.CreditCents == 0,
        _ => false,
    };
}
