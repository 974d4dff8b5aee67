using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Aso.Foundation;
using Aso.Foundation.Data;
using Microsoft.Extensions.Options;

namespace Aso.Funding.Store;

/// <summary>Seals the numbers of payees' accounts before they go into the database, by keys that lie outside of it: who reads the database alone pays nobody.</summary>
/// <remarks>
/// The first of <c>Funding:AccountKeys</c> seals, the others open what they sealed before. A sandbox without any makes one of its own
/// in <c>Data:Directory</c>/keys. A sealed text names its key and belongs to one payee or file: moved to another it does not open.
/// </remarks>
internal sealed class AccountSeal
{
    private const string FileName = "accounts.key";
    private const int IdBytes = 4;

    // No account's number has a blank, and no file or request begins so: what was stored before anything was sealed is told by it.
    private const string Mark = "sealed ";

    private static readonly byte[] KeyLabel = "aso funding: seal of payees' accounts"u8.ToArray();
    private static readonly byte[] NameLabel = "aso funding: name of the seal of payees' accounts"u8.ToArray();

    private readonly IReadOnlyList<(string Name, byte[] Key)> _keys;

    public AccountSeal(IOptions<AccountKeyOptions> options, IConfiguration configuration)
    {
        IReadOnlyList<byte[]> secrets = options.Value.AccountKeys.Count > 0
            ? [.. options.Value.AccountKeys.Select(Encoding.UTF8.GetBytes)]
            : [File.ReadAllBytes(OwnFiles.Secret(Path.Combine(configuration["Data:Directory"] ?? "data", "keys"), FileName))];
        _keys = [.. secrets.Select(secret => (Convert.ToHexStringLower(Sealing.KeyOf(secret, NameLabel).AsSpan(0, IdBytes)), Sealing.KeyOf(secret, KeyLabel)))];
        Beginning = $"{Mark}{_keys[0].Name} ";
    }

    /// <summary>How begins what the key in force has sealed.</summary>
    public string Beginning { get; }

    public static string AboutPayee(Guid employerId, string payee) => $"payee {employerId} {payee}";

    public static string AboutFile(Guid employerId, DateOnly paidOn) => $"payment file {employerId} {paidOn:yyyy-MM-dd}";

    public static bool IsSealed(string text) => text.StartsWith(Mark, StringComparison.Ordinal);

    /// <param name="about">What it belongs to.</param>
    public string Close(string clear, string about) =>
        Beginning + Convert.ToBase64String(Sealing.Close(_keys[0].Key, Encoding.UTF8.GetBytes(clear), Encoding.UTF8.GetBytes(about)));

    /// <summary>What was sealed; a text from before anything was is given as it is.</summary>
    /// <exception cref="CryptographicException">Its key is not here, or it belongs to something else; the message says which key, and nothing of the text.</exception>
    public string Open(string text, string about)
    {
        if (!IsSealed(text))
        {
            return text;
        }

        var name = text.AsSpan(Mark.Length, IdBytes * 2).ToString();
        return Find(name) is { } key
            ? Sealing.Open(key, Convert.FromBase64String(text[(Mark.Length + name.Length + 1)..]), Encoding.UTF8.GetBytes(about)) is { } plain
                ? Encoding.UTF8.GetString(plain)
                : throw new CryptographicException($"A number or file that key {name} sealed was changed since, or belongs to another payee or date.")
            : throw new CryptographicException(MissingKey(name));
    }

    public string Open(PayeeAccountRow row) => Open(row.SealedAccountNumber, AboutPayee(row.EmployerId, row.Payee));

    [return: NotNullIfNotNull(nameof(row.SealedContent))]
    public string? Open(PaymentFileRow row) => row.SealedContent is { } content ? Open(content, AboutFile(row.EmployerId, row.PaidOn)) : null;

    /// <summary>The same under the key in force; what is under it already stays as it is.</summary>
    /// <exception cref="StartRefusedException">Its key is not here.</exception>
    public string Renew(string text, string about) =>
        text.StartsWith(Beginning, StringComparison.Ordinal) ? text
        : IsSealed(text) && text.Substring(Mark.Length, IdBytes * 2) is var name && Find(name) is null
            ? throw new StartRefusedException(MissingKey(name))
        : Close(Open(text, about), about);

    private byte[]? Find(string name) => _keys.FirstOrDefault(key => key.Name == name).Key;

    private static string MissingKey(string name) =>
        $"Payees' accounts were sealed by another key than those of Funding:AccountKeys, named {name}: add that key behind the first, or put the file {FileName} back.";
}
