using System.Collections.Frozen;

namespace Aso.Foundation.OpenApi;

/// <summary>What a field of that name is, wherever it stands.</summary>
/// <param name="Meaning">For a field that says nothing of itself.</param>
/// <param name="Pattern">Of a text that has no form by its type; also the other three.</param>
internal sealed record FieldWord(string? Meaning, string? Pattern = null, string? Format = null, int? LengthMax = null, string? Example = null);

/// <summary>The words of the field of benefits, by the names that they have in the API: each is described and bounded once.</summary>
internal static class FieldWords
{
    public static readonly FieldWord Amount = new(null, SchemaDescriptions.AmountPattern, LengthMax: 21, Example: "110.00");
    public static readonly FieldWord Percent = new(null, SchemaDescriptions.PercentPattern, LengthMax: 20, Example: "62.5");

    private const string NpiPattern = "^[0-9]{10}$";
    private static readonly FieldWord Date = new(null, Format: "date", LengthMax: 10);

    private static readonly FrozenDictionary<string, FieldWord> Words = new Dictionary<string, FieldWord>
    {
        // Who and which.
        ["employerId"] = new("The employer's id.", Format: "uuid", Example: "0d5c0b2e-7a51-4d3f-9a52-2f1f6f0c9b01"),   // the demo group's
        ["memberId"] = new("The employer's id of the member."),
        ["subscriberId"] = new("The member id of the employee through whom the member is covered."),
        ["claimNumber"] = new("The submitter's number of the claim, unique at the employer."),
        ["claimId"] = new("The platform's id of the claim.", Format: "uuid"),
        ["providerNpi"] = new("The provider's National Provider Identifier.", NpiPattern, LengthMax: 10, Example: "1234567893"),
        ["npis"] = new("National Provider Identifiers.", NpiPattern, LengthMax: 10),
        ["carrierId"] = new("The stop-loss carrier's id.", Format: "uuid"),
        ["policyId"] = new("The stop-loss policy's id.", Format: "uuid"),
        ["requestId"] = new("The id of the request.", Format: "uuid"),
        ["itemId"] = new("The id of the item of work.", Format: "uuid"),
        ["fileId"] = new("The id that the file was given when it was received.", Format: "uuid"),
        ["jobId"] = new("The id of the file's job.", Format: "uuid"),
        ["messageId"] = new("The id of the message.", Format: "uuid"),
        ["patientId"] = new("The id of the Patient resource.", LengthMax: 64),
        ["coverageId"] = new("The id of the Coverage resource.", LengthMax: 64),
        ["explanationOfBenefitId"] = new("The id of the ExplanationOfBenefit resource.", LengthMax: 64),
        ["clientId"] = new("The id of the client.", LengthMax: 100),
        ["personId"] = new("The id of the person."),
        ["sessionId"] = new("The id of the session."),
        ["approvalId"] = new("The id of the proposal."),
        ["depositId"] = new("The id of the deposit or its announcement."),
        ["act"] = new("What was done: only this."),
        ["actorId"] = new("Who did it: only what this person or client did."),
        ["aboutId"] = new("To whom it was done: only what concerns this person or client."),
        ["clientSecret"] = new("The client's secret.", LengthMax: 200),
        ["kind"] = new("Of what kind it is."),
        ["traceNumber"] = new("The number by which the payment and its remittance advice find each other."),
        ["receiver"] = new("For whom the file is: its id in the interchange's header.", LengthMax: 15),
        ["name"] = new("Its name."),
        ["taxId"] = new("The employer identification number.", "^[0-9]{2}-[0-9]{7}$", LengthMax: 10, Example: "98-7654321"),
        ["reference"] = new("The bank's or the employer's reference.", LengthMax: 50),
        ["routingNumber"] = new("The bank's routing number; the last digit checks the others.", "^[0-9]{9}$", LengthMax: 9),
        ["scopes"] = new("What a token of it may be good for.", LengthMax: 100),
        ["code"] = new("Stable: what a program may act on."),
        ["field"] = new("Which part of the request."),
        ["detail"] = new("What is wrong and its remedy."),

        // When.
        ["date"] = new("A business date.", Format: "date"),
        ["birthDate"] = new("The date of birth.", Format: "date", LengthMax: 10, Example: "1985-04-12"),
        ["serviceDate"] = new("The day on which the service was rendered.", Format: "date", LengthMax: 10, Example: "2026-01-15"),
        ["planYear"] = new("The first day of the plan year.", Format: "date"),
        ["planYearStart"] = new("The first day of the plan year.", Format: "date", LengthMax: 10, Example: "2026-01-01"),
        ["periodStart"] = new("The first day of the policy's period.", Format: "date", LengthMax: 10, Example: "2026-01-01"),
        ["periodEnd"] = new("The last day of the policy's period."),
        ["certifiedThrough"] = Date,
        ["disabledFrom"] = Date,
        ["answerBy"] = Date,
        ["dueBefore"] = Date,
        ["from"] = new("The first day.", Format: "date", LengthMax: 10, Example: "2026-01-01"),
        ["to"] = new("The last day; left out where there is none.", Format: "date", LengthMax: 10),
        ["businessDate"] = new("The employer's business date.", Format: "date"),
        ["month"] = new("A month.", LengthMax: 10),
        ["at"] = new("When, in UTC."),
        ["on"] = new("On which business date."),

        // How much.
        ["amount"] = Amount with { Meaning = "An amount of US dollars." },
        ["billed"] = Amount with { Meaning = "What the provider asks." },
        ["paid"] = new("What the plan pays."),
        ["allowed"] = new("What the plan allows for the service."),
        ["copay"] = Amount with { Meaning = "What the member pays for a visit." },
        ["deductible"] = Amount with { Meaning = "What is borne before anything is paid." },
        ["annualMaximum"] = Amount with { Meaning = "The most that is paid for a person in a plan year." },
        ["lifetimeMaximum"] = Amount with { Meaning = "The most that is ever paid for a person." },
        ["maximum"] = Amount with { Meaning = "The most." },
        ["minimum"] = Amount with { Meaning = "The least." },
        ["minimumBalance"] = Amount with { Meaning = "Below it money is asked for." },
        ["targetBalance"] = Amount with { Meaning = "Up to it money is asked for." },
        ["individual"] = Amount with { Meaning = "For one person." },
        ["family"] = Amount with { Meaning = "For a family." },
        ["employee"] = Amount with { Meaning = "For an employee alone." },
        ["employeeSpouse"] = Amount with { Meaning = "For an employee with a spouse." },
        ["employeeChildren"] = Amount with { Meaning = "For an employee with children." },
        ["perClaim"] = Amount with { Meaning = "For each original claim." },
        ["perEmployeePerMonth"] = Amount with { Meaning = "For each employee and month." },
        ["aggregatingDeductible"] = Amount with { Meaning = "What the employer bears of all specific excesses together." },
        ["maximumPerPerson"] = Amount with { Meaning = "The most that is reimbursed for one person." },
        ["minimumAttachment"] = Amount with { Meaning = "The least that the attachment point comes to." },
        ["otherPayerPaid"] = Amount with { Meaning = "What another payer paid." },
        ["weeklyEarnings"] = Amount with { Meaning = "What the employee earns in a week." },
        ["billedOver"] = Amount,
        ["paysOver"] = Amount,
        ["monthlyOffsets"] = Amount,
        ["percent"] = Percent with { Meaning = "A percentage." },
        ["coinsurance"] = Percent with { Meaning = "The percentage that the member bears." },
        ["carrierPercent"] = Percent with { Meaning = "The percentage of the excess that the carrier bears." },
        ["percentOfPaid"] = Percent with { Meaning = "A percentage of what the plan paid." },
        ["otherwisePercentOfBilled"] = Percent with { Meaning = "What is allowed of the billed amount where no schedule names one." },
        ["percentOfBilledOutOfNetwork"] = Percent with { Meaning = "What is allowed of the billed amount out of network." },

        // Of lists.
        ["items"] = new("The page's items, in order."),
        ["next"] = new("What to send as after for the page behind this; left out at the end."),
        ["total"] = new("How many there are in all."),
        ["after"] = new("What the page before named as next: the page begins behind it."),
        ["limit"] = new("At most this many."),
        ["sort"] = new("By what the list is ordered."),
        ["status"] = new("How it stands."),
        ["line"] = new("The line of benefit: medical, dental, std or ltd."),
        ["lines"] = new("Its lines, in order."),
        ["plan"] = new("The code of the plan."),
        ["planCode"] = new("The code of the plan."),
        ["procedure"] = new("The procedure's code (CPT, HCPCS or CDT)."),
        ["diagnoses"] = new("ICD-10-CM codes, the principal one first."),
        ["employer"] = new("The employer."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static FieldWord? Find(string field) => Words.GetValueOrDefault(field);

    public static string? MeaningOf(string field) => Find(field)?.Meaning;
}
