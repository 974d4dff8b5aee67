using Microsoft.EntityFrameworkCore.Metadata;

namespace Aso.Foundation.Data;

internal static class StoredTypes
{
    /// <summary>The type of a property's values in the database, whether or not there may be none.</summary>
    public static Type Of(IProperty property) =>
        property.GetTypeMapping().Converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
}
