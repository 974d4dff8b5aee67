using Aso.Portal.Session;
using Microsoft.AspNetCore.Http;

namespace Aso.Portal.Tests;

/// <summary>The request that is being answered, for what lies too deep to be handed it.</summary>
public sealed class CurrentRequestTests
{
    private readonly CurrentRequest _current = new();

    [Fact]
    public async Task A_request_is_known_along_all_its_waits_and_nowhere_else()
    {
        var http = new DefaultHttpContext();
        await _current.FollowAsync(http, async _ =>
        {
            Assert.Same(http.Request, _current.Value);
            await Task.Yield();
            Assert.Same(http.Request, _current.Value);
        });

        Assert.Null(_current.Value);
    }

    [Fact]
    public async Task Two_requests_at_the_same_time_know_each_its_own()
    {
        var bothBegan = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var (one, other) = (new DefaultHttpContext(), new DefaultHttpContext());
        var first = _current.FollowAsync(one, KnowsItsOwnAsync);
        var second = _current.FollowAsync(other, KnowsItsOwnAsync);
        bothBegan.SetResult();
        await Task.WhenAll(first, second);

        async Task KnowsItsOwnAsync(HttpContext http)
        {
            await bothBegan.Task;
            Assert.Same(http.Request, _current.Value);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Work_that_a_request_leaves_behind_does_not_see_whose_objects_those_are_later(bool fails)
    {
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<HttpRequest?> left = Task.FromResult<HttpRequest?>(null);
        var followed = _current.FollowAsync(new DefaultHttpContext(), _ =>
        {
            left = SeenAfterAsync(answered.Task);
            return fails ? Task.FromException(new InvalidOperationException("No answer.")) : Task.CompletedTask;
        });
        Assert.Equal(fails, await Record.ExceptionAsync(() => followed) is InvalidOperationException);
        answered.SetResult();

        Assert.Null(await left);
    }

    private async Task<HttpRequest?> SeenAfterAsync(Task answered)
    {
        Assert.NotNull(_current.Value);
        await answered;
        return _current.Value;
    }
}
