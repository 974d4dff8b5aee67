using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aso.Foundation.Approvals;

/// <summary>Settings of what wants a second person: section <c>Approvals</c>.</summary>
public sealed class ApprovalOptions
{
    /// <summary>Whether one person proposes and another approves. Left out: not in a sandbox, and everywhere else; only a sandbox may do without.</summary>
    public bool? SecondPerson { get; set; }

    /// <summary>A proposal that nobody decided on within so many days expires; at least one.</summary>
    public int DaysToDecide { get; set; } = 7;
}

public static class ApprovalSetup
{
    /// <summary>Lets a service's acts want a second person: what <see cref="ApprovalEndpoints.MapApprovals"/> and its own handlers need.</summary>
    public static IServiceCollection AddApprovals<TDb>(this IServiceCollection services, IConfiguration configuration)
        where TDb : ServiceDb
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ApprovalOptions>().Bind(configuration.GetSection("Approvals"))
            .PostConfigure<IOptions<SandboxOptions>>((options, sandbox) => options.SecondPerson ??= !sandbox.Value.Enabled)
            .Validate<IOptions<SandboxOptions>>(
                (options, sandbox) => options.SecondPerson == true || sandbox.Value.Enabled,
                "Leave Approvals:SecondPerson out or set it to true: only a sandbox does without a second person.")
            .Validate(options => options.DaysToDecide >= 1, "Set Approvals:DaysToDecide to one or more days.")
            .ValidateOnStart();
        services.AddScoped<Approvals<TDb>>();
        services.AddScoped<ApprovalEndpoints.Desk<TDb>>();
        return services;
    }

    /// <summary>Registers what one kind of proposal does once it is approved.</summary>
    public static IServiceCollection AddApprovedAct<TDb, TAct>(this IServiceCollection services)
        where TDb : ServiceDb
        where TAct : class, IApprovedAct<TDb> => services.AddScoped<IApprovedAct<TDb>, TAct>();
}
