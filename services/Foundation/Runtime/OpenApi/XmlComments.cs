using System.Collections.Concurrent;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Aso.Foundation.OpenApi;

/// <summary>What the code's own comments say of a type and its properties, from the files that the compiler writes beside each assembly.</summary>
internal static partial class XmlComments
{
    private static readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> Files = new();

    /// <summary>The type's summary; null without one.</summary>
    public static string? Of(Type type) => TextOf(Find(type)?.Element("summary"));

    /// <summary>The property's summary, or what the record's comment says of the parameter that it comes from; null without either.</summary>
    public static string? Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        return TextOf(Comments(type.Assembly).GetValueOrDefault($"P:{IdOf(type)}.{property.Name}")?.Element("summary"))
            ?? TextOf(Find(type)?.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")?.Value == property.Name));
    }

    private static XElement? Find(Type type) => Comments(type.Assembly).GetValueOrDefault($"T:{IdOf(type)}");

    private static string IdOf(Type type) => ((type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName ?? type.Name).Replace('+', '.');

    private static IReadOnlyDictionary<string, XElement> Comments(Assembly assembly) => Files.GetOrAdd(assembly, static read =>
    {
        var path = read.Location.Length == 0 ? "" : Path.ChangeExtension(read.Location, ".xml");
        return File.Exists(path)
            ? XDocument.Load(path).Descendants("member").Where(member => member.Attribute("name") is not null).DistinctBy(member => member.Attribute("name")!.Value)
                .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal)
            : new Dictionary<string, XElement>();
    });

    private static string? TextOf(XElement? comment)
    {
        if (comment is null)
        {
            return null;
        }

        var text = string.Concat(comment.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" or "paramref" } reference => LastOf((reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))?.Value ?? ""),
            XElement element => element.Value,
            _ => node.ToString(),
        }));
        text = Blanks().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
        return text.Length == 0 ? null : text;
    }

    private static string LastOf(string reference) => reference[(reference.LastIndexOfAny(['.', ':']) + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
