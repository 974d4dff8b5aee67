using System.ComponentModel.DataAnnotations;
using Aso.Gateway.Edge;

namespace Aso.Gateway.Limits;

/// <summary>Section <c>Limits</c>: how much one caller may ask of the platform, by class of request.</summary>
public sealed class LimitOptions : IValidatableObject
{
    public const string Section = "Limits";

    /// <summary>What a sandbox allows: more than a load test reaches.</summary>
    public static readonly Allowance Sandbox = new() { PerSecond = 20_000, Burst = 40_000 };

    public Allowance? Read { get; set; }

    public Allowance? Write { get; set; }

    public Allowance? Upload { get; set; }

    public Allowance? Stream { get; set; }

    public Allowance? Partner { get; set; }

    /// <summary>Secrets tried under one client id, and passwords under one user name.</summary>
    public Allowance? Token { get; set; }

    /// <summary>Token requests and sign-ins from one network address, whatever ids they try.</summary>
    public Allowance? TokenAddress { get; set; }

    /// <summary>Milliseconds that a request waits for Redis before it is judged by this replica alone.</summary>
    [Range(1, 60_000)]
    public int RedisPatience { get; set; } = 100;

    /// <summary>A steady rate, and how far above it one may be for a moment.</summary>
    public sealed class Allowance
    {
        /// <summary>Requests that flow back each second; 1 to 1,000,000.</summary>
        public int PerSecond { get; set; }

        /// <summary>Requests that may come at once after a pause; 1 to 1,000,000.</summary>
        public int Burst { get; set; }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        const int max = 1_000_000;
        (string Name, Allowance? Given)[] all =
        [
            (nameof(Read), Read), (nameof(Write), Write), (nameof(Upload), Upload), (nameof(Stream), Stream),
            (nameof(Partner), Partner), (nameof(Token), Token), (nameof(TokenAddress), TokenAddress),
        ];
        return all
            .Where(one => one.Given is { PerSecond: < 1 or > max } or { Burst: < 1 or > max })
            .Select(one => new ValidationResult($"Set both {Section}:{one.Name}:PerSecond and {Section}:{one.Name}:Burst, each from 1 to {max}."));
    }

    /// <summary>Null: not limited.</summary>
    internal Allowance? Of(RequestClass kind) => kind switch
    {
        RequestClass.Read => Read,
        RequestClass.Write => Write,
        RequestClass.Upload => Upload,
        RequestClass.Stream => Stream,
        RequestClass.Partner => Partner,
        RequestClass.Token => Token,
        _ => null,
    };

    /// <summary>Fills in what the configuration left open.</summary>
    internal void Complete(bool sandbox)
    {
        Read ??= sandbox ? Sandbox : new() { PerSecond = 200, Burst = 400 };
        Write ??= sandbox ? Sandbox : new() { PerSecond = 100, Burst = 200 };
        Upload ??= sandbox ? Sandbox : new() { PerSecond = 1, Burst = 10 };
        Stream ??= sandbox ? Sandbox : new() { PerSecond = 1, Burst = 20 };
        Partner ??= sandbox ? Sandbox : new() { PerSecond = 100, Burst = 200 };
        Token ??= sandbox ? Sandbox : new() { PerSecond = 1, Burst = 20 };
        TokenAddress ??= sandbox ? Sandbox : new() { PerSecond = 20, Burst = 200 };
    }
}
