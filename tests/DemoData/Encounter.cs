using Aso.Primitives;

namespace Aso.DemoData;

/// <summary>One service that was billed.</summary>
/// <param name="OtherPayerPaid">What another insurance has paid for it; null where none has decided.</param>
internal sealed record Service(string Procedure, DateOnly On, int Units, Money Billed, IReadOnlyList<string> Modifiers, Money? OtherPayerPaid = null);

/// <summary>One claim as a practice sends it.</summary>
/// <param name="SentOn">The day on which it is part of a file to the platform.</param>
/// <param name="Frequency">1 original, 7 replacement, 8 void.</param>
/// <param name="Original">The number of the claim that is replaced or voided.</param>
internal sealed record Encounter(
    Person Patient,
    Practice Practice,
    BenefitLine Line,
    DateOnly SentOn,
    IReadOnlyList<string> Diagnoses,
    IReadOnlyList<Service> Services,
    string? Authorization = null,
    int Frequency = 1,
    string Number = "",
    string? Original = null)
{
    public DateOnly LastService => Services.Max(service => service.On);

    public Money Billed => Services.Sum(service => service.Billed);
}
