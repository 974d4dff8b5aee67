namespace Aso.Gateway.Edge;

/// <summary>Reads of the API are packed (Brotli or gzip) for who takes that: a page of claims shrinks to a twentieth.</summary>
/// <remarks>
/// Not what writes answer, which is short and on a claim's way; not streams; and not pages, tokens or new secrets: who could have
/// something of his own packed beside a secret could guess it from the length.
/// </remarks>
internal static class Packing
{
    public static void AddPacking(this IServiceCollection services) => services.AddResponseCompression(packing =>
    {
        packing.EnableForHttps = true;
        packing.MimeTypes =
            ["application/json", "application/problem+json", "application/fhir+json", "application/edi-x12", "text/csv", "text/plain"];
    });

    public static void UsePacking(this IApplicationBuilder app) => app.UseWhen(http => IsPacked(http.Request), packed => packed.UseResponseCompression());

    private static bool IsPacked(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && (RequestClasses.Of(request) == RequestClass.Read || request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal));
}
