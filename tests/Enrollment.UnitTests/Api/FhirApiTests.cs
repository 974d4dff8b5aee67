#nullable disable warnings // the library's strict reading has seen to it that what FHIR needs is there
using System.Net;
using System.Net.Http.Json;
using Aso.Foundation;
using Aso.Foundation.Fhir;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using static Aso.Enrollment.UnitTests.Api.EnrollmentHost;
using Task = System.Threading.Tasks.Task;

namespace Aso.Enrollment.UnitTests.Api;

public sealed class FhirApiTestsOnSqlite(SqliteHost host) : FhirApiTests(host), IClassFixture<SqliteHost>;

public sealed class FhirApiTestsOnPostgres(PostgresHost host) : FhirApiTests(host), IClassFixture<PostgresHost>;

public abstract class FhirApiTests(EnrollmentHost host)
{
    private static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    [Fact]
    public async Task A_member_is_a_patient_with_its_member_number_and_a_coverage_for_each_span()
    {
        var employer = await FamilyAsync();

        var patient = await GetAsync<Patient>($"{employer}/Patient/E1");
        Assert.Equal(("E1", Samples.AnEmployee.BirthDate), (patient.Identifier.Single().Value, patient.BirthDate));

        // The spouse: medical from 2026-01-01 to 2026-06-30, by the employee.
        var found = await GetAsync<Bundle>($"{employer}/Coverage?beneficiary=Patient/S1");
        var coverage = (Coverage)Assert.Single(found.Entry).Resource;
        Assert.Equal(("Patient/S1", "Patient/E1", "E1", "spouse"), (coverage.Beneficiary.Reference, coverage.Subscriber.Reference, coverage.SubscriberId, coverage.Relationship.Coding[0].Code));
        Assert.Equal(("2026-01-01", "2026-06-30", "Acme Tooling"), (coverage.Period.Start, coverage.Period.End, coverage.Payor.Single().Display));
        Assert.Equal("MED", coverage.Class.Single(part => part.Type.Coding[0].Code == "plan").Value);
        Assert.True(coverage.IsExactly(await GetAsync<Coverage>($"{employer}/Coverage/{coverage.Id}")));
        Assert.Equal("family", ((Coverage)(await GetAsync<Bundle>($"{employer}/Coverage?patient=E1")).Entry[0].Resource).Class.Single(part => part.Name == "tier").Value);
    }

    [Fact]
    public async Task A_member_is_found_by_its_number_and_all_are_listed_page_by_page()
    {
        var employer = await FamilyAsync();
        var system = $"urn:aso:employer:{employer.Split('/')[^1]}:member";

        Assert.Equal("S1", Ids(await GetAsync<Bundle>($"{employer}/Patient?identifier=S1")));
        Assert.Equal("S1", Ids(await GetAsync<Bundle>($"{employer}/Patient?identifier={system}|S1&_id=S1")));
        Assert.Equal("", Ids(await GetAsync<Bundle>($"{employer}/Patient?identifier=urn:other|S1")));
        Assert.Equal("", Ids(await GetAsync<Bundle>($"{employer}/Patient?_id=N1")));
        var page = await GetAsync<Bundle>($"{employer}/Patient?_count=1");
        var next = await GetAsync<Bundle>(page.NextLink.OriginalString);
        Assert.Equal((2, "E1", 2, "S1", null), (page.Total, Ids(page), next.Total, Ids(next), next.NextLink));
        Assert.Equal($"{host.Administrator.BaseAddress}{employer}/Patient/E1", page.Entry[0].FullUrl);
    }

    [Theory]
    [InlineData("E 1:2")]
    [InlineData(".hidden")]
    [InlineData("{|}~[]^_`!\"#$&'()*+,-.:;<=>?@ ABCDEFGHIJKLMNOPQ")]
    public async Task A_member_whose_id_is_none_of_fhir_has_one_that_leads_back_to_it(string memberId)
    {
        var employer = await FamilyAsync();
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employer.Split('/')[^1]}/members", Samples.AnEmployee with { MemberId = memberId }, WireJson.Options));

        var patient = (Patient)Assert.Single((await GetAsync<Bundle>($"{employer}/Patient?identifier={Uri.EscapeDataString(Escaped(memberId))}")).Entry).Resource;
        Assert.Equal(memberId, (await GetAsync<Patient>($"{employer}/Patient/{patient.Id}")).Identifier.Single().Value);
        var coverage = (Coverage)(await GetAsync<Bundle>($"{employer}/Coverage?patient={patient.Id}")).Entry[0].Resource;
        Assert.Equal(memberId, (await GetAsync<Coverage>($"{employer}/Coverage/{coverage.Id}")).SubscriberId);
    }

    [Fact]
    public async Task What_is_not_there_or_not_understood_is_an_operation_outcome()
    {
        var employer = await FamilyAsync();

        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await RefusalAsync(host.Administrator, $"{employer}/Patient/N1"));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await RefusalAsync(host.Administrator, $"{employer}/Coverage/m739616-N1"));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await RefusalAsync(host.Administrator, $"fhir/r4/employers/{Guid.NewGuid()}/Patient"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), await RefusalAsync(host.Administrator, $"{employer}/Coverage"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "invalid"), await RefusalAsync(host.Administrator, $"{employer}/Patient?name=Smith"));
        Assert.Equal((HttpStatusCode.NotFound, "not-found"), await RefusalAsync(host.ClientOf("employer", Guid.NewGuid(), Scopes.EnrollmentRead), $"{employer}/Patient"));
        Assert.Equal((HttpStatusCode.Forbidden, "forbidden"), await RefusalAsync(host.ClientOf("provider", null, Scopes.ClaimsRead), $"{employer}/Patient"));
        Assert.Equal((HttpStatusCode.Unauthorized, "login"), await RefusalAsync(host.Stranger, $"{employer}/Patient"));
    }

    [Fact]
    public async Task Whoever_asks_is_told_what_there_is_by_the_same_table()
    {
        var root = await GetAsync<CapabilityStatement>("fhir/r4/metadata", host.Stranger);
        var employer = await GetAsync<CapabilityStatement>($"fhir/r4/employers/{Guid.NewGuid()}/metadata", host.Stranger);

        Assert.Equal(FhirInterface.Resources.Select(resource => resource.Type), root.Rest.Single().Resource.Select(resource => resource.Type.ToString()));
        Assert.True(root.Rest[0].IsExactly(employer.Rest[0]));
    }

    /// <summary>The FHIR base of an employer with E1 and its spouse S1.</summary>
    private async Task<string> FamilyAsync()
    {
        var employerId = await host.RegisterAsync();
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.AnEmployee, WireJson.Options));
        await MustAsync(host.Administrator.PostAsJsonAsync($"v1/employers/{employerId}/members", Samples.ASpouse, WireJson.Options));
        return $"fhir/r4/employers/{employerId}";
    }

    private async Task<T> GetAsync<T>(string address, HttpClient by = null)
        where T : Resource
    {
        using var answer = await (by ?? host.Administrator).GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {text}");
        return Strict.Deserialize<T>(text);
    }

    private static async Task<(HttpStatusCode Status, string Issue)> RefusalAsync(HttpClient by, string address)
    {
        using var answer = await by.GetAsync(new Uri(address, UriKind.Relative));
        var outcome = Strict.Deserialize<OperationOutcome>(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, Hl7.Fhir.Utility.EnumUtility.GetLiteral(outcome.Issue.Single().Code));
    }

    /// <summary>As FHIR wants what has a meaning in a search put.</summary>
    private static string Escaped(string value) => System.Text.RegularExpressions.Regex.Replace(value, @"[\\,|$]", @"\$0");

    private static string Ids(Bundle found) => string.Join(' ', found.Entry.Select(entry => entry.Resource.Id));
}
