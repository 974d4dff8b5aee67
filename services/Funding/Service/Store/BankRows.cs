using Aso.Primitives;

namespace Aso.Funding.Store;

/// <summary>Where a payee is paid.</summary>
internal sealed class PayeeAccountRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>npi/… or employee/….</summary>
    public required string Payee { get; init; }

    public required string RoutingNumber { get; set; }

    /// <summary>By <see cref="AccountSeal"/>, about the payee.</summary>
    public required string SealedAccountNumber { get; set; }

    public required bool IsSavings { get; set; }

    public required string Name { get; set; }

    /// <summary>The business date on which a payment to it came back; null again once it is registered anew.</summary>
    public DateOnly? ReturnedOn { get; set; }
}

/// <summary>A payment file that was issued: it never changes, so that nothing is paid twice.</summary>
internal sealed class PaymentFileRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>The business date of the releases.</summary>
    public required DateOnly PaidOn { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime IssuedAt { get; init; }

    /// <summary>The answer that was given, as JSON.</summary>
    public required string Report { get; init; }

    /// <summary>The file by <see cref="AccountSeal"/>, about the file; null where no payment of the date is in one.</summary>
    public string? SealedContent { get; init; }

    /// <summary>The number of its first entry among those of all files; null where it has none.</summary>
    public long? FirstNumber { get; init; }

    public int EntryCount { get; init; }
}

/// <summary>A bank's file of returns that was received: sent again it is answered from here.</summary>
internal sealed class ReturnFileRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>SHA-256 of its lines, hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>UTC.</summary>
    public required DateTime ReceivedAt { get; init; }

    /// <summary>The answer that was given, as JSON.</summary>
    public required string Report { get; init; }
}

/// <summary>A payment or deposit that a bank returned, and that was posted.</summary>
internal sealed class BankReturnRow
{
    public required Guid EmployerId { get; init; }

    /// <summary>The subject of its entries; of a payment, also the id of the payable.</summary>
    public required Guid ReturnId { get; init; }

    /// <summary>1, 2, 3 … per employer, in order of posting.</summary>
    public required long Number { get; init; }

    /// <summary>The business date.</summary>
    public required DateOnly ReturnedOn { get; init; }

    public required Money Amount { get; init; }

    /// <summary>The bank's, R and two digits.</summary>
    public required string Reason { get; init; }

    /// <summary>The bank's number of the entry that it returned, fifteen digits.</summary>
    public required string OriginalTrace { get; init; }

    /// <summary>The business date on which a returned payment had been released; null of a deposit.</summary>
    public DateOnly? PaidOn { get; init; }

    /// <summary>Null of an employee's payment and of a deposit.</summary>
    public string? ProviderNpi { get; init; }

    /// <summary>The employee who was paid; null of a provider's payment and of a deposit.</summary>
    public string? MemberId { get; init; }

    /// <summary>Null of a payment.</summary>
    public string? DepositReference { get; init; }
}
