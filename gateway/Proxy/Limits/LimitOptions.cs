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

    /// <summary>Wrong secrets tried under one client id from one network address.</summary>
    public Allowance? Token { get; set; }

    /// <summary>Wrong secrets of any kind from one network address, whatever names they are tried under.</summary>
    public Allowance? TokenAddress { get; set; }

    /// <summary>Wrong passwords tried under one person's name from one network address.</summary>
    public Allowance? Person { get; set; }

    /// <summary>Wrong codes and links tried from one network address where no name is asked for: a second factor, an invitation.</summary>
    public Allowance? Code { get; set; }

    /// <summary>Pages, their files, and what else is open to everybody, from one network address. Health is not counted.</summary>
    public Allowance? Page { get; set; }

    /// <summary>Event streams that one caller may hold open at this replica.</summary>
    [Range(1, 1_000_000)]
    public int OpenStreams { get; set; } = 50;

    /// <summary>Milliseconds that a request waits for Redis before it is judged by this replica alone.</summary>
    [Range(1, 60_000)]
    public int RedisPatience { get; set; } = 100;

    /// <summary>A steady rate, and how far above it one may be for a moment.</summary>
    public sealed class Allowance
    {
        /// <summary>Requests that flow back each second, or in each <see cref="Seconds"/>; 1 to 1,000,000.</summary>
        public int PerSecond { get; set; }

        /// <summary>How long a "second" of <see cref="PerSecond"/> is, for what is slower than one a second; 1 to 3,600.</summary>
        public int Seconds { get; set; } = 1;

        /// <summary>Requests that may come at once after a pause; 1 to 1,000,000.</summary>
        public int Burst { get; set; }
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        const int max = 1_000_000;
        const int secondsMax = 3_600;
        (string Name, Allowance? Given)[] all =
        [
            (nameof(Read), Read), (nameof(Write), Write), (nameof(Upload), Upload), (nameof(Stream), Stream),
            (nameof(Partner), Partner), (nameof(Token), Token), (nameof(TokenAddress), TokenAddress),
            (nameof(Person), Person), (nameof(Code), Code), (nameof(Page), Page),
        ];
        return all
            .Where(one => one.Given is { PerSecond: < 1 or > max } or { Burst: < 1 or > max } or { Seconds: < 1 or > secondsMax })
            .Select(one => new ValidationResult(
                $"Set both {Section}:{one.Name}:PerSecond and {Section}:{one.Name}:Burst, each from 1 to {max}; {Section}:{one.Name}:Seconds, if at all, from 1 to {secondsMax}."));
    }

    /// <summary>Null: not limited.</summary>
    internal Allowance? Of(RequestClass kind) => kind switch
    {
        RequestClass.Read => Read,
        RequestClass.Write => Write,
        RequestClass.Upload => Upload,
        RequestClass.Stream => Stream,
        RequestClass.Partner => Partner,
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
        Page ??= sandbox ? Sandbox : new() { PerSecond = 100, Burst = 1_000 };

        // Only failures count, so a sandbox needs no more of them.
        Token ??= new() { PerSecond = 1, Burst = 20 };
        Person ??= new() { PerSecond = 1, Seconds = 180, Burst = 5 };
        Code ??= new() { PerSecond = 1, Seconds = 30, Burst = 20 };
        TokenAddress ??= new() { PerSecond = 1, Burst = 60 };
    }
}
