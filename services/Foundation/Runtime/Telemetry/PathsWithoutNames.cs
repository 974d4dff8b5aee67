using System.Diagnostics;
using OpenTelemetry;

namespace Aso.Foundation.Telemetry;

/// <summary>Takes addresses out of spans before they leave: a path names members and claims; its route says as much to operations.</summary>
internal sealed class PathsWithoutNames : BaseProcessor<Activity>
{
    private const string Path = "url.path";
    private const string Query = "url.query";
    private const string Full = "url.full";

    public override void OnEnd(Activity data)
    {
        if (data.GetTagItem(Path) is not null)
        {
            data.SetTag(Path, data.GetTagItem("http.route"));
            data.SetTag(Query, null);
        }

        if (data.GetTagItem(Full) is string full && Uri.TryCreate(full, UriKind.Absolute, out var address))
        {
            data.SetTag(Full, address.GetLeftPart(UriPartial.Authority));
        }
    }
}
