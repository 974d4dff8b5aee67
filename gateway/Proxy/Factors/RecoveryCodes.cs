using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using OtpNet;

namespace Aso.Gateway.Factors;

/// <summary>Ten codes to be written down, each good once, for whoever has lost the app or the passkey.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const int Bytes = 10;   // 80 bits drawn by chance: a quick hash keeps them
    private const int GroupLength = 4;

    public static IReadOnlyList<string> New() =>
        [.. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(Bytes)).ToLowerInvariant().Chunk(GroupLength).Select(group => new string(group))))];

    /// <summary>By which a code is kept and found, however it was typed.</summary>
    public static string HashOf(string code) =>
        Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant())));
}
