using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Text.Json;

namespace Aso.Foundation;

/// <summary>An order of a list that no two rows share a place in, so that a page can begin behind any row of it.</summary>
/// <remarks>A page is found by the values of its order, never by counting: what is added or goes meanwhile moves nothing, and page 1,000 is as quick as the first.</remarks>
public sealed class ListOrder<TRow>
{
    private const int TextLengthMax = 1_000;

    private readonly IReadOnlyList<Key> _keys;
    private readonly string _name;

    private ListOrder(IReadOnlyList<Key> keys, string name, bool isDescending) => (_keys, _name, IsDescending) = (keys, name, isDescending);

    public bool IsDescending { get; }

    /// <param name="key">The first thing to order by; an order of several needs <see cref="Then"/> until no two rows are alike.</param>
    [SuppressMessage("Design", "CA1000", Justification = "Of which rows it is an order has to be said once, and here is where.")]
    public static ListOrder<TRow> By<TKey>(Expression<Func<TRow, TKey>> key) => new([new Key<TKey>(key)], NameOf(key), isDescending: false);

    public ListOrder<TRow> Then<TKey>(Expression<Func<TRow, TKey>> key) => new([.. _keys, new Key<TKey>(key)], $"{_name},{NameOf(key)}", IsDescending);

    /// <summary>The last first.</summary>
    public ListOrder<TRow> Backwards() => new(_keys, _name, !IsDescending);

    /// <summary>The rows in this order, behind one of them; null to begin.</summary>
    public IQueryable<TRow> Behind(IQueryable<TRow> rows, TRow? last) => Apply(rows, last is null ? null : [.. _keys.Select(key => key.Value(last)!)]);

    /// <summary>The rows in this order, behind a position; null to begin.</summary>
    internal IQueryable<TRow> Apply(IQueryable<TRow> rows, object[]? position)
    {
        if (position is not null)
        {
            var row = Expression.Parameter(typeof(TRow), "row");
            rows = rows.Where(Expression.Lambda<Func<TRow, bool>>(Behind(row, position, 0), row));
        }

        for (var index = 0; index < _keys.Count; index++)
        {
            rows = _keys[index].Order(rows, isFirst: index == 0, IsDescending);
        }

        return rows;
    }

    /// <summary>The place of a row, as a caller keeps it: opaque, safe in an address.</summary>
    internal string Write(TRow row) =>
        Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes<string[]>(
            [Sign, .. _keys.Select(key => JsonSerializer.Serialize(key.Value(row), key.Type, WireJson.Options))]));

    /// <summary>Null where this order never wrote it.</summary>
    internal object[]? Read(string text)
    {
        try
        {
            if (text.Length > TextLengthMax || !Base64Url.IsValid(text)
                || JsonSerializer.Deserialize<string[]>(Base64Url.DecodeFromChars(text)) is not { } parts
                || parts.Length != _keys.Count + 1 || parts[0] != Sign)
            {
                return null;
            }

            var values = _keys.Select((key, index) => JsonSerializer.Deserialize(parts[index + 1], key.Type, WireJson.Options)).OfType<object>().ToArray();
            return values.Length == _keys.Count && !values.Any(value => value is string said && said.Contains('\0', StringComparison.Ordinal)) ? values : null;
        }
        catch (Exception failure) when (failure is JsonException or FormatException or NotSupportedException)
        {
            return null;
        }
    }

    private string Sign => IsDescending ? $"-{_name}" : _name;

    // k1 >= v1 and (k1 > v1 or (k2 >= v2 and (k2 > v2 or …))): the first bound alone lets an index begin at the right place.
    private Expression Behind(ParameterExpression row, object[] position, int index)
    {
        var beyond = _keys[index].Compare(row, position[index], IsDescending, orEqual: false);
        return index == _keys.Count - 1
            ? beyond
            : Expression.AndAlso(
                _keys[index].Compare(row, position[index], IsDescending, orEqual: true),
                Expression.OrElse(beyond, Behind(row, position, index + 1)));
    }

    private static string NameOf(LambdaExpression key) =>
        key.Body is MemberExpression member ? JsonNamingPolicy.CamelCase.ConvertName(member.Member.Name) : "key";

    /// <summary>One thing that rows are ordered by.</summary>
    private abstract class Key
    {
        public abstract Type Type { get; }

        public abstract object? Value(TRow row);

        public abstract IQueryable<TRow> Order(IQueryable<TRow> rows, bool isFirst, bool isDescending);

        public abstract Expression Compare(ParameterExpression row, object value, bool isDescending, bool orEqual);
    }

    private sealed class Key<TKey>(Expression<Func<TRow, TKey>> key) : Key
    {
        private readonly Func<TRow, TKey> _read = key.Compile();

        public override Type Type => typeof(TKey);

        public override object? Value(TRow row) => _read(row);

        public override IQueryable<TRow> Order(IQueryable<TRow> rows, bool isFirst, bool isDescending) => (isFirst, isDescending) switch
        {
            (true, false) => rows.OrderBy(key),
            (true, true) => rows.OrderByDescending(key),
            (false, false) => ((IOrderedQueryable<TRow>)rows).ThenBy(key),
            (false, true) => ((IOrderedQueryable<TRow>)rows).ThenByDescending(key),
        };

        public override Expression Compare(ParameterExpression row, object value, bool isDescending, bool orEqual)
        {
            Expression left = new Replacing(key.Parameters[0], row).Visit(key.Body);

            // A member of an object becomes a parameter of the statement; a constant would be a statement of its own each time.
            Expression right = Expression.Field(Expression.Constant(new Held { Value = (TKey)value }), nameof(Held.Value));
            if (typeof(TKey) == typeof(string))
            {
                left = Expression.Call(typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!, left, right);
                right = Expression.Constant(0);
            }

            return (isDescending, orEqual) switch
            {
                (false, false) => Expression.GreaterThan(left, right),
                (false, true) => Expression.GreaterThanOrEqual(left, right),
                (true, false) => Expression.LessThan(left, right),
                (true, true) => Expression.LessThanOrEqual(left, right),
            };
        }

        private sealed class Held
        {
            public required TKey Value;
        }
    }

    private sealed class Replacing(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
