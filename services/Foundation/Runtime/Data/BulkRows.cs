using System.Collections;
using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Aso.Foundation.Data;

/// <summary>Rows that are written with one statement a table, as the model maps them.</summary>
public static class BulkRows
{
    private const string Annotation = "Aso:PutsInBulk";

    private static readonly ConcurrentDictionary<IEntityType, Table> Tables = new();

    /// <summary>New and changed rows that the context watches are written together, a changed one whole: the caller holds a lock under which it has read it.</summary>
    public static EntityTypeBuilder<TRow> PutsInBulk<TRow>(this EntityTypeBuilder<TRow> entity)
        where TRow : class
    {
        ArgumentNullException.ThrowIfNull(entity);
        entity.Metadata.SetAnnotation(Annotation, true);
        return entity;
    }

    /// <summary>Takes those rows of the context, of which changes are detected, and leaves them as saved: who takes them writes them, or gives the context up.</summary>
    internal static IEnumerable<RowsOf> TakePuts(IEnumerable<EntityEntry> entries)
    {
        foreach (var rows in entries.Where(IsDue).GroupBy(entry => entry.Metadata).ToList())
        {
            var taken = rows.ToList();
            yield return Written(rows.Key, taken.ConvertAll(entry => entry.Entity), RowWrite.Put);
            taken.ForEach(entry => entry.State = EntityState.Unchanged);
        }
    }

    /// <param name="rows">All of the type.</param>
    internal static RowsOf Written(IEntityType type, IList rows, RowWrite how)
    {
        var table = Tables.GetOrAdd(type, known => new(known));
        return new(table.Name, table.ColumnsOf(rows), table.ConflictOf(how));
    }

    private static bool IsDue(EntityEntry entry) =>
        entry.State is EntityState.Added or EntityState.Modified && entry.Metadata.FindAnnotation(Annotation) is not null;

    /// <summary>What the model says of a table.</summary>
    private sealed class Table
    {
        private readonly Column[] _columns;

        private readonly string _stay;
        private readonly string _put;

        public Table(IEntityType type)
        {
            Name = type.GetTableName()!;
            _columns = [.. type.GetProperties().Select(Column.Of)];
            var key = type.FindPrimaryKey()!.Properties;
            var changed = type.GetProperties().Except(key).Select(Column.NameOf).ToList();
            var same = $"ON CONFLICT ({string.Join(", ", key.Select(Column.NameOf))}) DO ";
            _stay = same + "NOTHING";
            _put = changed.Count == 0 ? _stay : $"{same}UPDATE SET {string.Join(", ", changed.Select(column => $"{column} = excluded.{column}"))}";
        }

        public string Name { get; }

        public string ConflictOf(RowWrite how) => how switch
        {
            RowWrite.Put => _put,
            RowWrite.InsertIfNew => _stay,
            _ => "",
        };

        public ColumnOf[] ColumnsOf(IList rows) => Array.ConvertAll(_columns, column => column.ValuesOf(rows));
    }

    /// <summary>A property as the database stores it.</summary>
    private abstract class Column
    {
        public static Column Of(IProperty property)
        {
            var stored = StoredTypes.Of(property);
            var element = property.IsNullable && stored.IsValueType ? typeof(Nullable<>).MakeGenericType(stored) : stored;
            return (Column)Activator.CreateInstance(typeof(Column<>).MakeGenericType(element), property)!;
        }

        // Quoted, since one may be a word of SQL.
        public static string NameOf(IProperty property) => $"\"{property.GetColumnName()}\"";

        public abstract ColumnOf ValuesOf(IList rows);
    }

    private sealed class Column<TStored>(IProperty property) : Column
    {
        private readonly string _name = NameOf(property);
        private readonly Func<object, TStored> _stored = Stored(property);

        public override ColumnOf ValuesOf(IList rows)
        {
            var values = new TStored[rows.Count];
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = _stored(rows[index]!);
            }

            return new(_name, values);
        }

        private static Func<object, TStored> Stored(IProperty property)
        {
            var row = Expression.Parameter(typeof(object), "row");
            var value = Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!);
            Expression stored = value;
            if (property.GetTypeMapping().Converter is { } converter)
            {
                var given = converter.ConvertToProviderExpression.Parameters[0].Type;
                stored = Expression.Invoke(converter.ConvertToProviderExpression, value.Type == given ? value : Expression.Convert(value, given));
                if (property.IsNullable)
                {
                    Expression none = value.Type.IsValueType ? Expression.Not(Expression.Property(value, nameof(Nullable<>.HasValue))) : Expression.ReferenceEqual(value, Expression.Constant(null));
                    stored = Expression.Condition(none, Expression.Default(typeof(TStored)), Expression.Convert(stored, typeof(TStored)));
                }
            }

            return Expression.Lambda<Func<object, TStored>>(stored.Type == typeof(TStored) ? stored : Expression.Convert(stored, typeof(TStored)), row).Compile();
        }
    }
}

/// <summary>What becomes of a row.</summary>
internal enum RowWrite
{
    Insert,

    /// <summary>One with the same key stays.</summary>
    InsertIfNew,

    /// <summary>It takes the place of one with the same key.</summary>
    Put,
}
