using System.Runtime.InteropServices;

namespace Aso.Load.Floor;

/// <summary>What of a decided claim goes from stage to stage.</summary>
/// <param name="Member">The member's number at the employer; a family are 2n, the employee, and 2n + 1, the spouse.</param>
internal readonly record struct FloorClaim(Guid ClaimId, Guid EmployerId, int Member, long PaidCents);

/// <summary>Claims that were committed together, as they travel: the frame's id, then each claim as it lies in memory.</summary>
internal sealed record FloorFrame(Guid Id, FloorClaim[] Claims)
{
    private const int IdLength = 16;

    public byte[] ToBytes()
    {
        var claims = MemoryMarshal.AsBytes<FloorClaim>(Claims);
        var bytes = new byte[IdLength + claims.Length];
        Id.TryWriteBytes(bytes);
        claims.CopyTo(bytes.AsSpan(IdLength));
        return bytes;
    }

    public static FloorFrame Read(ReadOnlySpan<byte> bytes) =>
        new(new(bytes[..IdLength]), MemoryMarshal.Cast<byte, FloorClaim>(bytes[IdLength..]).ToArray());
}
