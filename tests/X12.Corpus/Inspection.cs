using System.Buffers;
using Aso.X12.Acknowledgment999;
using Aso.X12.ClaimAcknowledgment277;
using Aso.X12.Claims837;
using Aso.X12.Enrollment834;
using Aso.X12.Remittance835;

namespace Aso.X12.Corpus;

/// <summary>What must hold of every document whatever: readers answer with values, tokens nest, every answer and every copy is itself good.</summary>
public static class Inspection
{
    private static readonly DateTime At = new(2026, 1, 5, 9, 30, 0);

    private static readonly InterchangeHeader Interchange = new() { SenderId = "ACME", ReceiverId = "ASO", At = At, ControlNumber = "000000001" };

    /// <exception cref="InvalidOperationException">A rule does not hold; every other exception is a defect of a reader or writer too.</exception>
    public static void Inspect(byte[] document)
    {
        CheckNesting(document);
        var members = Answered(Enrollment834Reader.ReadFileAsync(new MemoryStream(document)));
        Rewrite(members.Items, (output, items) => Enrollment834Writer.WriteFile(output, Interchange, items[0].Header, items));
        var claims = Answered(Claim837Reader.ReadFileAsync(new MemoryStream(document)));
        foreach (var kind in claims.Items.GroupBy(claim => claim.Kind))
        {
            Rewrite([.. kind], (output, items) => Claim837Writer.WriteFile(output, Interchange, items));
        }

        Rewrite([.. claims.Refused.Select(ClaimOutcome.Rejected), .. claims.Items.Select(claim => ClaimOutcome.Accepted(claim, null))], Acknowledge);
        var payments = Answered(Remittance835Reader.ReadFileAsync(new MemoryStream(document)));
        Rewrite([.. payments.Items.Where(payment => payment.EffectiveOn is not null)], (output, items) => Remittance835Writer.WriteFile(output, Interchange, items));
        var outcomes = Answered(ClaimAcknowledgment277Reader.ReadFileAsync(new MemoryStream(document)));
        Rewrite([.. outcomes.Items.Select(item => item.Outcome)], Acknowledge);
    }

    /// <summary>Every start has its end, however broken the document is.</summary>
    private static void CheckNesting(byte[] document)
    {
        using var reader = new X12Reader(document);
        var depth = 0;
        for (var token = reader.Read(); token != X12Token.End; token = reader.Read())
        {
            depth += token switch
            {
                X12Token.InterchangeStart or X12Token.GroupStart or X12Token.SetStart => 1,
                X12Token.InterchangeEnd or X12Token.GroupEnd or X12Token.SetEnd => -1,
                _ => 0,
            };
            Require(depth is >= 0 and <= 3, "envelopes nest");
        }

        Require(depth == 0, "every envelope that starts ends");
    }

    private static X12File<T> Answered<T>(Task<X12File<T>> reading)
        where T : class
    {
        // A memory stream never makes a reader wait.
        var file = reading.GetAwaiter().GetResult();
        Require(file.Refused.All(refused => refused.Errors.Count > 0), "what is refused has an error");
        foreach (var interchange in file.Interchanges)
        {
            var output = new ArrayBufferWriter<byte>();
            Acknowledgment999Writer.WriteFile(output, interchange, 1, At);
            RequireGood(output);
        }

        return file;
    }

    private static void Acknowledge(ArrayBufferWriter<byte> output, IReadOnlyList<ClaimOutcome> outcomes) => ClaimAcknowledgment277Writer.WriteFile(
        output,
        Interchange,
        new()
        {
            Reference = "1", CreatedAt = At, Source = new("ASO", "PI", "1"), SourceTrace = "1", ReceivedOn = new(2026, 1, 5), ProcessedOn = new(2026, 1, 5),
            Receiver = new("ACME", "46", "2"), BatchReference = "1",
        },
        outcomes);

    /// <summary>What was accepted can be written, except a text that holds one of the usual delimiters.</summary>
    private static void Rewrite<T>(IReadOnlyList<T> items, Action<ArrayBufferWriter<byte>, IReadOnlyList<T>> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        var output = new ArrayBufferWriter<byte>();
        try
        {
            write(output, items);
        }
        catch (X12Exception refused) when (refused.Error.Code == X12ErrorCode.CharacterInvalid)
        {
            return;
        }

        RequireGood(output);
    }

    private static void RequireGood(ArrayBufferWriter<byte> output)
    {
        using var reader = new X12Reader(output.WrittenMemory);
        while (reader.Read() != X12Token.End)
        {
            var isEnd = reader.Token is X12Token.SetEnd or X12Token.GroupEnd or X12Token.InterchangeEnd;
            Require(!isEnd || reader.Errors.Count == 0, "what is written has right envelopes");
        }

        Require(reader.Errors.Count == 0, "what is written is a document");
    }

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"It does not hold that {rule}.");
        }
    }
}
