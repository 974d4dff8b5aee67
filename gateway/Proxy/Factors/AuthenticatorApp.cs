using System.Security.Cryptography;
using System.Text;
using OtpNet;
using QRCoder;

namespace Aso.Gateway.Factors;

/// <summary>Codes of an authenticator app: six digits of every half minute (RFC 6238, as every such app makes them).</summary>
internal static class AuthenticatorApp
{
    public const int CodeLength = 6;

    private const int SecretBytes = 20;   // as long as the hash (RFC 4226, 4)
    private const string Issuer = "Benefit Plan Portal";

    // One step to either side, for a slow hand and a clock that is a little off.
    private static readonly VerificationWindow Near = new(previous: 1, future: 1);

    /// <returns>A new secret in Base32, as it is typed into an app.</returns>
    public static string NewSecret() => Base32Encoding.ToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>The time step whose code this is; null of one that is wrong, too old or used.</summary>
    /// <param name="lastStep">Of the last code that was taken.</param>
    public static long? StepOf(string secret, string code, DateTime now, long? lastStep) =>
        new Totp(Base32Encoding.ToBytes(secret)).VerifyTotp(now, code, out var step, Near) && !(step <= lastStep) ? step : null;

    /// <summary>The address that an app reads out of the picture.</summary>
    public static string AddressOf(string secret, string userName) =>
        $"otpauth://totp/{Uri.EscapeDataString(Issuer)}:{Uri.EscapeDataString(userName)}?secret={secret}&issuer={Uri.EscapeDataString(Issuer)}";

    /// <summary>The address as a picture: dark on light whatever the page's colours, with the border that a camera needs.</summary>
    public static string PictureOf(string address)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var (size, path) = (code.ModuleMatrix.Count, new StringBuilder());
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                if (code.ModuleMatrix[row][column])
                {
                    path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        return $"""
            <svg role="img" aria-label="The secret as a QR code" viewBox="0 0 {size} {size}" width="240" height="240" shape-rendering="crispEdges">
            <rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>
            """;
    }
}
