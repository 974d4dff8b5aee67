using Aso.Claims.Domain;
using Aso.Foundation;
using Aso.Primitives;
using static Aso.Claims.Features.SubmitClaim;

namespace Aso.Claims.Features;

/// <summary>From a request to a claim, or to all that is wrong with it.</summary>
internal sealed class ClaimReading
{
    private const int LinesMax = 999;
    private const int ModifiersMax = 4;
    public const int DiagnosesMax = 25;
    private const int CodeLength = 20;
    private const int ModifierLength = 10;
    private const int AreasMax = 40;
    private const int OffsetsMax = 50;

    private readonly FieldReading _fields = new();

    private ClaimReading()
    {
    }

    /// <summary>The claim, where nothing is wrong.</summary>
    public Claim? Claim { get; private set; }

    /// <summary>All that is wrong, in the order of the request.</summary>
    public IReadOnlyList<Refusal> Refusals => _fields.Refusals;

    public static ClaimReading Read(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var reading = new ClaimReading();
        var claim = reading.ReadClaim(request);
        reading.Claim = reading.Refusals.Count == 0 ? claim : null;
        return reading;
    }

    private Claim ReadClaim(Request request)
    {
        var number = _fields.Number("claimNumber", request.ClaimNumber);
        var line = _fields.OneOf<BenefitLine>("line", request.Line, "medical, dental, std or ltd");
        var frequency = ReadFrequency(request);
        var original = ReadOriginal(request, frequency);
        var member = _fields.Code("memberId", request.MemberId, FieldReading.NumberLength);
        var claim = new Claim
        {
            Number = number,
            Line = line ?? BenefitLine.Medical,
            Frequency = frequency,
            Original = original,
            MemberId = member,
        };
        if (frequency == Frequency.Void)
        {
            // All that a void says is which claim it takes back; a file's void repeats its lines.
            return claim with { ProviderNpi = ReadNpi(request.ProviderNpi, needed: false) };
        }

        return line switch
        {
            BenefitLine.Std or BenefitLine.Ltd => claim with
            {
                Diagnoses = ReadDiagnoses(request.Diagnoses),
                Disability = ReadDisability(request, line.Value),
            },
            _ => claim with
            {
                ProviderNpi = ReadNpi(request.ProviderNpi, needed: true),
                Authorization = string.IsNullOrWhiteSpace(request.Authorization) ? null : _fields.Code("authorization", request.Authorization, FieldReading.NumberLength),
                Diagnoses = ReadDiagnoses(request.Diagnoses),
                Lines = ReadLines(request),
            },
        };
    }

    private Frequency ReadFrequency(Request request)
    {
        switch (request.Frequency)
        {
            case null or 1:
                return Frequency.Original;
            case 7:
                return Frequency.Replacement;
            case 8:
                return Frequency.Void;
            default:
                _fields.Refuse("frequency", "Use 1 for an original, 7 for a replacement or 8 for a void.");
                return Frequency.Original;
        }
    }

    private string? ReadOriginal(Request request, Frequency frequency)
    {
        if (frequency != Frequency.Original)
        {
            return _fields.Code("original", request.Original, FieldReading.NumberLength);
        }

        if (!string.IsNullOrEmpty(request.Original))
        {
            _fields.Refuse("original", "An original names no other claim: leave this out, or use frequency 7 or 8.");
        }

        return null;
    }

    private string? ReadNpi(string? npi, bool needed)
    {
        if (string.IsNullOrEmpty(npi))
        {
            if (needed)
            {
                _fields.Refuse("providerNpi", "Name the provider by its NPI.");
            }

            return null;
        }

        if (!Npi.IsValid(npi))
        {
            _fields.Refuse("providerNpi", "An NPI has ten digits, the last of which checks the others: correct it.");
        }

        return npi;
    }

    private string[] ReadDiagnoses(IReadOnlyList<string?>? diagnoses)
    {
        if (diagnoses is { Count: > DiagnosesMax })
        {
            _fields.Refuse("diagnoses", $"Name at most {DiagnosesMax} diagnoses.");
            return [];
        }

        return [.. (diagnoses ?? []).Select((diagnosis, index) => _fields.Code($"diagnoses[{index}]", diagnosis, CodeLength))];
    }

    private ClaimLine[] ReadLines(Request request)
    {
        RefuseDisability(request);
        if (request.Lines is not { Count: > 0 and <= LinesMax } lines)
        {
            _fields.Refuse("lines", $"A medical or dental claim has 1 to {LinesMax} service lines.");
            return [];
        }

        return [.. lines.Select((line, index) => ReadLine($"lines[{index}]", line ?? new()))];
    }

    private ClaimLine ReadLine(string path, LineRequest line) => new()
    {
        Procedure = _fields.Code($"{path}.procedure", line.Procedure, CodeLength),
        Modifiers = ReadCodes($"{path}.modifiers", line.Modifiers, ModifiersMax),
        Areas = ReadCodes($"{path}.areas", line.Areas, AreasMax) is { Length: > 0 } areas ? areas : null,
        ServiceDate = _fields.Date($"{path}.serviceDate", line.ServiceDate),
        Units = ReadUnits(path, line),
        Billed = _fields.Amount($"{path}.billed", line.Billed),
        OtherPayerPaid = line.OtherPayerPaid is null ? null : _fields.Amount($"{path}.otherPayerPaid", line.OtherPayerPaid),
    };

    /// <summary>Codes in the order given, joined by commas.</summary>
    private string ReadCodes(string path, IReadOnlyList<string?>? codes, int countMax)
    {
        if (codes?.Count > countMax)
        {
            _fields.Refuse(path, $"Name at most {countMax}.");
            return "";
        }

        return string.Join(',', (codes ?? []).Select((code, index) => _fields.Code($"{path}[{index}]", code, ModifierLength, except: ',')));
    }

    private Units ReadUnits(string path, LineRequest line)
    {
        if (line.Units is { } units && Units.TryParse(units.ToString(), out var count))
        {
            return count;
        }

        _fields.Refuse($"{path}.units", $"Units are a number above zero and up to {Units.Largest}, with at most three decimals.");
        return Units.One;
    }

    private DisabilityPeriod ReadDisability(Request request, BenefitLine line)
    {
        if (request.Lines is { Count: > 0 })
        {
            _fields.Refuse("lines", "A disability claim has no service lines: leave them out, or correct the line of benefit.");
        }

        var cause = string.IsNullOrEmpty(request.Cause) && line == BenefitLine.Ltd
            ? null
            : _fields.OneOf<DisabilityCause>("cause", request.Cause, "accident or sickness");
        return new(
            cause,
            _fields.Date("disabledFrom", request.DisabledFrom),
            _fields.Date("certifiedThrough", request.CertifiedThrough),
            line == BenefitLine.Ltd ? ReadOffsets(request.MonthlyOffsets) : Money.Zero);
    }

    private Money ReadOffsets(IReadOnlyList<string?>? offsets)
    {
        if (offsets is { Count: > OffsetsMax })
        {
            _fields.Refuse("monthlyOffsets", $"Name at most {OffsetsMax} offsets.");
            return Money.Zero;
        }

        return (offsets ?? []).Select((offset, index) => _fields.Amount($"monthlyOffsets[{index}]", offset)).Sum();
    }

    private void RefuseDisability(Request request)
    {
        var given = new[] { ("cause", request.Cause), ("disabledFrom", request.DisabledFrom), ("certifiedThrough", request.CertifiedThrough) };
        foreach (var (field, _) in given.Where(field => !string.IsNullOrEmpty(field.Item2)))
        {
            _fields.Refuse(field, "This belongs to disability claims: leave it out, or correct the line of benefit.");
        }
    }
}
