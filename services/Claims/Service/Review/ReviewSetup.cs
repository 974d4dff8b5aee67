using Aso.Foundation;

namespace Aso.Claims.Review;

/// <summary>The review of claims: rules that hold claims back, the work queue, and appeals.</summary>
internal static class ReviewSetup
{
    public static void AddReview(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReviewOptions>().Bind(configuration.GetSection("Claims:Review"))
            .Validate(options => options.DueSoonDays >= 0, "Set Claims:Review:DueSoonDays to zero or more days.").ValidateOnStart();
        services.AddSingleton<WorkAlarms>();
        services.AddScoped<WorkDesk>();
        services.AddHostedService<WorkGauges>();
    }

    public static void MapReview(this IEndpointRouteBuilder employer)
    {
        SetReviewRules.Map(employer);
        ListWorkQueue.Map(employer);
        ActOnWorkItem.Map(employer);
        ResolveReview.Map(employer);
        FileAppeal.Map(employer);
        DecideAppeal.Map(employer);
    }
}
