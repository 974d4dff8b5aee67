using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aso.Foundation.Data;

/// <summary>Tables whose rows come by the hundred: what was added to the context is written with one statement a table.</summary>
public static class BulkRows
{
    private const string Annotation = "Aso:Bulk";
    private const string Inserts = "inserts";
    private const string Puts = "puts";

    private static readonly ConcurrentDictionary<IEntityType, Table> Tables = new();

    /// <summary>New rows are written together.</summary>
    public static EntityTypeBuilder<TRow> InsertsInBulk<TRow>(this EntityTypeBuilder<TRow> entity)
        where TRow : class => entity.Marked(Inserts);

    /// <summary>New and changed rows are written together, a changed one whole: the caller holds a lock under which it has read it.</summary>
    public static EntityTypeBuilder<TRow> PutsInBulk<TRow>(this EntityTypeBuilder<TRow> entity)
        where TRow : class => entity.Marked(Puts);

    /// <summary>Takes those rows of the context, of which changes are detected, and leaves them as saved: who takes them writes them, or gives the context up.</summary>
    internal static IEnumerable<RowsOf> Take(IEnumerable<EntityEntry> entries)
    {
        foreach (var rows in entries.Where(IsDue).GroupBy(entry => entry.Metadata).ToList())
        {
            var taken = rows.ToList();
            var table = Tables.GetOrAdd(rows.Key, type => new(type));
            yield return new(table.Name, table.ColumnsOf(taken), table.Conflict);
            taken.ForEach(entry => entry.State = EntityState.Unchanged);
        }
    }

    private static EntityTypeBuilder<TRow> Marked<TRow>(this EntityTypeBuilder<TRow> entity, string bulk)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        entity.Metadata.SetAnnotation(Annotation, bulk);
        return entity;
    }

    private static bool IsDue(EntityEntry entry) => BulkOf(entry.Metadata) switch
    {
        Inserts => entry.State == EntityState.Added,
        Puts => entry.State is EntityState.Added or EntityState.Modified,
        _ => false,
    };

    private static string? BulkOf(IReadOnlyEntityType type) => type.FindAnnotation(Annotation)?.Value as string;

    /// <summary>What the model says of a table.</summary>
    private sealed class Table
    {
        private readonly Column[] _columns;

        public Table(IEntityType type)
        {
            Name = type.GetTableName()!;
            _columns = [.. type.GetProperties().Select(property => new Column(property))];
            if (BulkOf(type) == Puts)
            {
                var key = type.FindPrimaryKey()!.Properties;
                var changed = type.GetProperties().Except(key).Select(property => property.GetColumnName());
                Conflict = $"ON CONFLICT ({string.Join(", ", key.Select(property => property.GetColumnName()))}) DO UPDATE SET "
                    + string.Join(", ", changed.Select(column => $"{column} = excluded.{column}"));
            }
        }

        public string Name { get; }

        public string Conflict { get; } = "";

        public ColumnOf[] ColumnsOf(List<EntityEntry> rows) => Array.ConvertAll(_columns, column => column.Of(rows));
    }

    /// <summary>A property as the database stores it.</summary>
    private sealed class Column
    {
        private readonly IProperty _property;
        private readonly Func<object?, object?> _toStored;
        private readonly Type _element;

        public Column(IProperty property)
        {
            var converter = property.GetTypeMapping().Converter;
            var stored = converter?.ProviderClrType ?? Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
            _property = property;
            _toStored = converter is null ? value => value : converter.ConvertToProvider;
            _element = property.IsNullable && stored.IsValueType ? typeof(Nullable<>).MakeGenericType(stored) : stored;
        }

        public ColumnOf Of(List<EntityEntry> rows)
        {
            var values = Array.CreateInstance(_element, rows.Count);
            for (var index = 0; index < rows.Count; index++)
            {
                values.SetValue(rows[index].CurrentValues[_property] is { } value ? _toStored(value) : null, index);
            }

            return new(_property.GetColumnName(), values);
        }
    }
}
