using System.Text.Json;
using Aso.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Aso.Foundation.Data;

/// <summary>The tables that every service has beside its own.</summary>
internal static class FoundationModel
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox").HasKey(r => r.Id);
            row.HasIndex(r => new { r.EmployerId, r.Sequence }).IsUnique();
        });
        model.Entity<OutboxStreamRow>(row => row.ToTable("outbox_stream").HasKey(r => r.EmployerId));
        model.Entity<InboxCursorRow>(row =>
        {
            row.ToTable("inbox_cursor").HasKey(r => new { r.EmployerId, r.Source });
            row.PutsInBulk();
        });
        model.Entity<ParkedMessageRow>(row => row.ToTable("parked_message").HasKey(r => new { r.EmployerId, r.Source, r.Sequence }));
        model.Entity<ParkedAuditRow>(row => row.ToTable("parked_audit").HasKey(r => r.Id));
        model.Entity<ScheduledMessageRow>(row =>
        {
            row.ToTable("scheduled_message").HasKey(r => r.MessageId);
            row.HasIndex(r => r.DueAt);
        });
        model.Entity<IdempotencyRow>(row =>
        {
            row.ToTable("idempotency").HasKey(r => new { r.ClientId, r.PersonId, r.EmployerId, r.Key });
            row.HasIndex(r => r.AnsweredAt);
        });
        model.Entity<BusinessDateRow>(row => row.ToTable("business_date").HasKey(r => r.EmployerId));
    }

    public static void Conventions(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Money>().HaveConversion<MoneyConverter>();
        conventions.Properties<Rate>().HaveConversion<RateConverter>();
        conventions.Properties<DateTime>().HaveConversion<UtcConverter>();
    }

    private sealed class MoneyConverter() : ValueConverter<Money, long>(money => money.Cents, cents => new(cents));

    private sealed class RateConverter() : ValueConverter<Rate, long>(rate => rate.Millionths, millionths => new(millionths));

    // SQLite forgets the kind; a time is always UTC here.
    private sealed class UtcConverter() : ValueConverter<DateTime, DateTime>(
        time => time, time => DateTime.SpecifyKind(time, DateTimeKind.Utc));
}

public static class JsonColumns
{
    /// <summary>Stores the property as JSON text on either database. The value is compared by its JSON, so a changed list is seen.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property)
    {
        ArgumentNullException.ThrowIfNull(property);
        return property.HasConversion(
            new ValueConverter<T, string>(
                value => JsonSerializer.Serialize(value, WireJson.Options),
                text => JsonSerializer.Deserialize<T>(text, WireJson.Options)!),
            new ValueComparer<T>(
                (left, right) => JsonSerializer.Serialize(left, WireJson.Options) == JsonSerializer.Serialize(right, WireJson.Options),
                value => JsonSerializer.Serialize(value, WireJson.Options).GetHashCode(StringComparison.Ordinal),
                value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, WireJson.Options), WireJson.Options)!));
    }
}
