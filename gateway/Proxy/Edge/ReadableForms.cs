using Aso.Foundation;

namespace Aso.Gateway.Edge;

/// <summary>Refuses what calls itself a form and cannot be read as one, before anybody tries to: the framework would fail.</summary>
internal static class ReadableForms
{
    public static void UseReadableForms(this IApplicationBuilder app) => app.Use(next => http =>
        http.Request.HasFormContentType && !RequestClasses.IsGrpc(http.Request.Path) ? ReadAsync(http, next) : next(http));

    private static async Task ReadAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);   // kept for whoever reads it next
        }
        catch (BadHttpRequestException bad)
        {
            await Problems.Of(bad.StatusCode, "malformed-form", "The form is too large or was not sent whole.", []).ExecuteAsync(http);
            return;
        }
        catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException or IOException && !http.RequestAborted.IsCancellationRequested)
        {
            await Problems.Of(
                StatusCodes.Status400BadRequest, "malformed-form",
                "The form cannot be read: it ends too early, has too many fields, or a sign of code zero in it.", []).ExecuteAsync(http);
            return;
        }

        await next(http);
    }
}
