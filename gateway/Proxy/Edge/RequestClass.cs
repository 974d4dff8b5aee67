using Aso.Foundation;

namespace Aso.Gateway.Edge;

/// <summary>Kinds of request that differ in how many, how big and how long they may be.</summary>
public enum RequestClass
{
    /// <summary>The portal, documentation, health: not timed here.</summary>
    Page,
    Read,
    Write,

    /// <summary>A file of claims, enrollments or returns as the body.</summary>
    Upload,

    /// <summary>Server-sent events: stays open.</summary>
    Stream,

    /// <summary>A carrier's gRPC call, streaming or not.</summary>
    Partner,

    /// <summary>An attempt to prove who one is: what a client sends with its secret, and what a person sends from a page about signing in.</summary>
    Token,
}

internal static class RequestClasses
{
    /// <summary>Packages of the carriers' interface; the other is gRPC's own, for tools that ask a server what it offers and whether it is well.</summary>
    public const string PartnerPackage = "/aso.partners.";
    public const string GrpcPackage = "/grpc.";

    public static bool IsGrpc(PathString path) =>
        path.Value is { } text && (text.StartsWith(PartnerPackage, StringComparison.Ordinal) || text.StartsWith(GrpcPackage, StringComparison.Ordinal));

    public static RequestClass Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "";
        var isWrite = !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method));
        return path switch
        {
            _ when IsGrpc(request.Path) => RequestClass.Partner,
            _ when !IsUnder(path, "/v1") && !IsUnder(path, OperationOutcomes.Root) => TriesSecret(request, path, isWrite)
                ? RequestClass.Token : RequestClass.Page,
            _ when !isWrite && IsStream(path) => RequestClass.Stream,
            _ when isWrite && (EndsIn(path, "/claim-files") || EndsIn(path, "/enrollment-files") || EndsIn(path, "/return-files")) => RequestClass.Upload,
            _ => isWrite ? RequestClass.Write : RequestClass.Read,
        };
    }

    /// <summary>Whether a person tries to prove who she is, by a page; not a client.</summary>
    public static bool IsOfPerson(HttpRequest request) => IsOfPerson(request.Path.Value ?? "");

    private static bool IsOfPerson(string path) => IsUnder(path, People.SignIn.Path) || IsUnder(path, "/account") || IsUnder(path, "/set-password");

    // By the beginning of its address, so that no page that is added below can be forgotten.
    private static bool TriesSecret(HttpRequest request, string path, bool isWrite) =>
        isWrite
            ? IsUnder(path, "/connect") || IsOfPerson(path)
            : IsUnder(path, "/connect") && (Limits.NameTried.CarriesSecret(request.Query.ContainsKey) || Limits.NameTried.IsBasic(request.Headers.Authorization.ToString()));

    private static bool IsStream(string path) =>
        EndsIn(path, "/costs/stream") || (EndsIn(path, "/stream") && path.Contains("-file-jobs/", StringComparison.OrdinalIgnoreCase));

    private static bool IsUnder(string path, string stem) =>
        path.StartsWith(stem, StringComparison.OrdinalIgnoreCase) && (path.Length == stem.Length || path[stem.Length] == '/');

    private static bool EndsIn(string path, string end) => path.AsSpan().TrimEnd('/').EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
