namespace Aso.Portal.Shared;

/// <summary>The benefit lines in words.</summary>
internal static class BenefitLines
{
    public static string NameOf(string line) => line switch
    {
        "medical" => "Medical",
        "dental" => "Dental",
        "std" => "Short-term disability",
        "ltd" => "Long-term disability",
        _ => line,
    };
}
