#nullable disable warnings // the library's strict reading has seen to it that what FHIR needs is there
using System.Text.RegularExpressions;
using Aso.Platform.Tests.Tenants;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;
using Hl7.Fhir.Utility;
using Task = System.Threading.Tasks.Task;

namespace Aso.Platform.Tests;

/// <summary>FHIR over the platform as a whole: one interface, whichever service answers.</summary>
public abstract partial class FhirTests(RunningPlatform platform)
{
    private static readonly FhirJsonDeserializer Strict = new(new DeserializerSettings().UsingMode(DeserializationMode.Strict));

    [Fact]
    public async Task The_capability_statement_says_exactly_what_is_there()
    {
        var statement = await GetAsync<CapabilityStatement>("fhir/r4/metadata");

        var stated = statement.Rest.Single().Resource.SelectMany(resource => resource.Interaction
            .Select(interaction => interaction.Code == CapabilityStatement.TypeRestfulInteraction.Read
                ? $"GET {resource.Type}/id"
                : $"GET {resource.Type}?{string.Join('&', resource.SearchParam.Select(parameter => parameter.Name).Append("_count"))}")
            .Concat(resource.Operation.Select(operation => $"POST {resource.Type}/${operation.Name}")));
        var served = (await platform.OperationsAsync()).Where(operation => operation.Path.StartsWith("/fhir/", StringComparison.Ordinal) && !operation.IsPublic)
            .Select(operation => $"{operation.Method} {Address().Match(operation.Path).Groups[1]}{(operation.OtherIds.Count > 0 ? "/id" : "")}{(operation.Query.Count > 0 ? "?" : "")}{string.Join('&', operation.Query)}");
        Assert.Equal(served.Order(), stated.Order());
    }

    [Fact]
    public async Task What_a_resource_refers_to_is_found_and_every_page_leads_to_the_next()
    {
        var owner = await platform.OwnerAsync();
        var root = $"{platform.Address}fhir/r4/employers/{owner.EmployerId}";
        var found = 0;
        for (var next = $"{root}/ExplanationOfBenefit?_count=2"; next is not null;)
        {
            var page = await GetAsync<Bundle>(next);
            foreach (var entry in page.Entry)
            {
                var explanation = (ExplanationOfBenefit)entry.Resource;
                Assert.True(explanation.IsExactly(await GetAsync<ExplanationOfBenefit>(entry.FullUrl)));
                await GetAsync<Claim>($"{root}/{explanation.Claim.Reference}");
                await GetAsync<Patient>($"{root}/{explanation.Patient.Reference}");
                if (explanation.Insurance.Single().Coverage.Reference is { } coverage)   // none where the member was not covered
                {
                    await GetAsync<Coverage>($"{root}/{coverage}");
                }

                found++;
            }

            next = page.NextLink?.OriginalString;
            Assert.True(next is not null || found == page.Total, $"{found} of {page.Total}");
        }

        Assert.True(found > 2, $"Only {found} claims were found.");
    }

    private async Task<T> GetAsync<T>(string address)
        where T : Resource
    {
        using var http = await platform.AsAdministratorAsync();
        using var answer = await http.GetAsync(new Uri(address, UriKind.RelativeOrAbsolute));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{address}: {(int)answer.StatusCode} {text}");
        return Strict.Deserialize<T>(text);
    }

    [GeneratedRegex(@"^/fhir/r4/employers/{employerId}/([A-Za-z]+(/\$[a-z]+)?)")]
    private static partial Regex Address();
}

[Collection("embedded")]
public sealed class EmbeddedFhirTests(EmbeddedInProcess platform) : FhirTests(platform);

[Collection("separate")]
public sealed class SeparateFhirTests(SeparateProcesses platform) : FhirTests(platform);
