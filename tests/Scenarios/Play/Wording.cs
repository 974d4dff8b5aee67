using System.Text.Json.Nodes;

namespace Aso.Scenarios.Play;

/// <summary>From a scenario's words to the public API's: the same facts, some keys named differently.</summary>
internal static class Wording
{
    private static readonly Dictionary<string, string> ClaimKeys = new()
    {
        ["id"] = "claimNumber",
        ["member"] = "memberId",
        ["provider"] = "providerNpi",
    };

    private static readonly Dictionary<string, string> MemberKeys = new()
    {
        ["id"] = "memberId",
        ["subscriber"] = "subscriberId",
    };

    private static readonly Dictionary<string, string> None = [];

    public static JsonObject ToEmployer(JsonObject employer, Guid employerId) =>
        Copy(employer, None, leaveOut: ["createdOn", "network"], ("employerId", employerId.ToString()));

    public static JsonObject ToNetwork(JsonObject employer) => new() { ["npis"] = employer["network"]?.DeepClone() ?? new JsonArray() };

    public static JsonObject ToMember(JsonObject member) => Copy(member, MemberKeys, leaveOut: []);

    public static JsonObject ToClaim(JsonObject claim) => Copy(claim, ClaimKeys, leaveOut: []);

    public static JsonObject ToPolicy(JsonObject policy, string carrierId) => Copy(policy, None, leaveOut: ["carrier"], ("carrierId", carrierId));

    /// <summary>The keys <paramref name="keys"/> of an object, as far as it has them.</summary>
    public static JsonObject Pick(JsonObject source, params string[] keys) =>
        new(keys.Where(key => source[key] is not null).Select(key => KeyValuePair.Create(key, source[key]?.DeepClone())));

    private static JsonObject Copy(
        JsonObject source, Dictionary<string, string> renamed, string[] leaveOut, params (string Key, string Value)[] added)
    {
        var copy = new JsonObject(added.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Key, entry.Value)));
        foreach (var (key, value) in source.Where(entry => !leaveOut.Contains(entry.Key)))
        {
            copy[renamed.GetValueOrDefault(key, key)] = value?.DeepClone();
        }

        return copy;
    }
}
