#nullable disable warnings // the library's strict reading has seen to it that what FHIR needs is there
using System.Text.RegularExpressions;
using Aso.Claims.Fhir;
using Aso.Claims.Store;
using Aso.Claims.UnitTests.Domain;
using CsCheck;
using Hl7.Fhir.Serialization;
using Microsoft.EntityFrameworkCore;
using R4 = Hl7.Fhir.Model;

namespace Aso.Claims.UnitTests.Serving.Fhir;

/// <summary>Whatever claims come: what FHIR says of them adds up to the cent, and is FHIR.</summary>
public sealed partial class ExplanationProperties(ClaimsPlatform platform) : IClassFixture<ClaimsPlatform>
{
    private const int Books = 30;

    private static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));
    private static readonly FhirJsonSerializer Json = new();

    [Fact]
    public Task Every_explanation_of_any_book_adds_up_to_its_claim_and_passes_the_library() =>
        Gen.Select(RandomClaims.Plan, RandomBooks.Steps).SampleAsync(
            async book =>
            {
                var employer = await RandomBooks.PlayAsync(platform, book.Item1, book.Item2);

                foreach (var row in await platform.WithDbAsync(db => db.Claims.AsNoTracking().Where(row => row.EmployerId == employer).ToListAsync()))
                {
                    var claim = ClaimRecord.Of("Acme Tooling", row);
                    Check(row, Reread(ExplanationOfBenefitResource.Of(claim)));
                    Assert.Equal(row.Billed.Cents, Reread(ClaimResource.Of(claim)).Item.Sum(item => Cents(item.Net)));
                    Reread(ClaimResponseResource.Of(claim));
                }
            },
            iter: Books, threads: 1);

    private static void Check(ClaimRow row, R4.ExplanationOfBenefit explanation)
    {
        Assert.Equal((row.Billed.Cents, row.Allowed.Cents, row.Paid.Cents, row.MemberOwes.Cents), (Total("submitted"), Total("eligible"), Total("benefit"), Total("memberliability")));
        foreach (var item in explanation.Item)
        {
            Assert.Equal(Cents(item.Net), Of(item, "submitted"));
            Assert.Equal(Cents(item.Net), Of(item, "benefit") + item.Adjudication.Where(amount => amount is { Reason: not null, Amount: not null }).Sum(amount => Cents(amount.Amount)));
        }

        // A disability claim has no items.
        foreach (var total in explanation.Total.Where(_ => explanation.Item.Count > 0))
        {
            Assert.Equal(Cents(total.Amount), explanation.Item.Sum(item => Of(item, total.Category.Coding[0].Code)));
        }

        long Total(string category) => explanation.Total.Where(total => total.Category.Coding[0].Code == category).Sum(total => Cents(total.Amount));
    }

    private static long Of(R4.ExplanationOfBenefit.ItemComponent item, string category) =>
        item.Adjudication.Where(amount => amount.Amount is not null && amount.Category.Coding[0].Code == category).Sum(amount => Cents(amount.Amount));

    private static long Cents(R4.Money amount)
    {
        Assert.Equal(R4.Money.Currencies.USD, amount.Currency);
        return (long)(amount.Value.Value * 100);
    }

    /// <summary>Written and read again as a strict client would; each amount has two decimals on the wire.</summary>
    private static T Reread<T>(T resource)
        where T : R4.Resource
    {
        var text = Json.SerializeToString(resource);
        Assert.Equal(AnyAmount().Count(text), TwoDecimals().Count(text));
        return Strict.Deserialize<T>(text);
    }

    [GeneratedRegex("\"value\":[^,}]+,\"currency\":\"USD\"")]
    private static partial Regex AnyAmount();

    [GeneratedRegex("\"value\":[0-9]+\\.[0-9]{2},\"currency\":\"USD\"")]
    private static partial Regex TwoDecimals();
}
