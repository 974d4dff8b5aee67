using System.Data.Common;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Aso.Foundation.Data;

/// <summary>How the rows of a table are selected and read, compiled once from the model: the framework reads one query at a time, this several.</summary>
internal sealed class RowShape<TRow>
    where TRow : class
{
    private static RowShape<TRow>? _ofPostgres;
    private static RowShape<TRow>? _ofSqlite;

    private readonly IProperty[] _key;

    private RowShape(IEntityType type)
    {
        IProperty[] properties = [.. type.GetProperties()];
        _key = [.. type.FindPrimaryKey()!.Properties];
        Select = $"SELECT {string.Join(", ", properties.Select(property => $"\"{property.GetColumnName()}\""))} FROM \"{type.GetTableName()}\" WHERE ";
        Read = Reading(properties);
    }

    /// <summary>Up to the condition.</summary>
    public string Select { get; }

    /// <summary>The row at which the reader stands.</summary>
    public Func<DbDataReader, TRow> Read { get; }

    /// <exception cref="InvalidOperationException">The rows are not of this database.</exception>
    public static RowShape<TRow> Of(ServiceDb db)
    {
        ref var known = ref db.IsPostgres ? ref _ofPostgres : ref _ofSqlite;
        return known ??= new(db.Model.FindEntityType(typeof(TRow)) ?? throw new InvalidOperationException($"{typeof(TRow).Name} is no row of this database."));
    }

    /// <summary>Lets the context watch the rows for changes. Where it has a row already, that one takes the place of what was read.</summary>
    public void Track(DbContext db, List<TRow> rows)
    {
        var tracked = db.ChangeTracker.Entries<TRow>().ToDictionary(entry => KeyOf(entry.Entity), entry => entry.Entity, KeyComparer.Instance);
        for (var index = 0; index < rows.Count; index++)
        {
            if (tracked.Count > 0 && tracked.TryGetValue(KeyOf(rows[index]), out var known))
            {
                rows[index] = known;
            }
            else
            {
                db.Attach(rows[index]);
            }
        }
    }

    private object?[] KeyOf(TRow row) => Array.ConvertAll(_key, property => property.GetGetter().GetClrValue(row));

    private static Func<DbDataReader, TRow> Reading(IProperty[] properties)
    {
        var reader = Expression.Parameter(typeof(DbDataReader), "reader");
        var members = properties.Select((property, ordinal) => Expression.Bind(property.PropertyInfo!, ValueOf(reader, property, ordinal)));
        return Expression.Lambda<Func<DbDataReader, TRow>>(Expression.MemberInit(Expression.New(typeof(TRow)), members), reader).Compile();
    }

    private static Expression ValueOf(ParameterExpression reader, IProperty property, int ordinal)
    {
        var converter = property.GetTypeMapping().Converter;
        var at = Expression.Constant(ordinal);
        Expression value = Expression.Call(reader, nameof(DbDataReader.GetFieldValue), [StoredTypes.Of(property)], at);
        if (converter is not null)
        {
            value = Expression.Invoke(converter.ConvertFromProviderExpression, value);
        }

        value = value.Type == property.ClrType ? value : Expression.Convert(value, property.ClrType);
        return property.IsNullable
            ? Expression.Condition(Expression.Call(reader, nameof(DbDataReader.IsDBNull), null, at), Expression.Default(property.ClrType), value)
            : value;
    }

    /// <summary>Keys are equal where their values are.</summary>
    private sealed class KeyComparer : IEqualityComparer<object?[]>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(object?[]? x, object?[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(object?[] obj) => obj.Aggregate(0, HashCode.Combine);
    }
}
