using System.Text;
using System.Text.Json.Nodes;
using Aso.Contracts.Partners.StopLoss.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Grpc.Reflection.V1Alpha;
using Xunit.Abstractions;

namespace Aso.Platform.Tests.Tenants;

/// <summary>A carrier learns nothing of another's policies: every method of the partners' interface is tried with another's ids.</summary>
public abstract class PartnerTests(RunningPlatform platform, ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly Marshaller<byte[]> Bytes = Marshallers.Create(bytes => bytes, bytes => bytes);

    private GrpcChannel _channel = null!;

    public static TheoryData<string> Methods() => [.. StopLossPartner.Descriptor.Methods.Select(method => method.Name)];

    public Task InitializeAsync()
    {
        _channel = GrpcChannel.ForAddress(platform.Partners);
        return Task.CompletedTask;
    }

    public Task DisposeAsync()
    {
        _channel.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Nothing_is_served_beside_what_is_tried_here()
    {
        using var reflection = new ServerReflection.ServerReflectionClient(_channel).ServerReflectionInfo(deadline: DateTime.UtcNow + RunningPlatform.Patience);
        await reflection.RequestStream.WriteAsync(new() { ListServices = "" });
        await reflection.RequestStream.CompleteAsync();

        Assert.True(await reflection.ResponseStream.MoveNext(CancellationToken.None));
        Assert.Equal(
            [StopLossPartner.Descriptor.FullName, "grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection"],
            reflection.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Another_carriers_requests_notices_and_employers_do_not_exist(string name)
    {
        var (owner, stranger) = (await platform.OwnerAsync(), await platform.StrangerAsync());
        using var others = await Intruders.OfAsync(platform, stranger);
        var before = await platform.StateOfAsync(owner.EmployerId);

        foreach (var carrier in others.Where(other => other.IsCarrier))
        {
            var (status, said) = await CallAsync(name, owner, carrier.Token, leftAfter: await CountOfOwnAsync(name, owner, carrier.Token));

            Assert.DoesNotContain(owner.Canary, said, StringComparison.Ordinal);
            Assert.DoesNotContain(owner.EmployerId.ToString(), said, StringComparison.Ordinal);
            Assert.True(status == StatusCode.OK || (status == StatusCode.NotFound && !Method(name).IsServerStreaming), $"{carrier} is answered {status}");
        }

        Assert.Equal(before, await platform.StateOfAsync(owner.EmployerId));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Only_a_carriers_token_opens_the_door(string name)
    {
        var owner = await platform.OwnerAsync();
        var before = await platform.StateOfAsync(owner.EmployerId);
        var forge = await TokenForge.OfAsync(platform);
        using var others = await Intruders.OfAsync(platform, owner);
        List<(string Who, string? Token, StatusCode Refused)> callers =
        [
            .. forge.Unbelievable().Select(forged => (forged.What, forged.Token, StatusCode.Unauthenticated)),
            .. forge.Nobodys().Select(nobodys => (nobodys.What, (string?)nobodys.Token, StatusCode.PermissionDenied)),
            ("the administrator", await platform.Administrator.TokenAsync(CancellationToken.None), StatusCode.PermissionDenied),
            .. others.Where(other => !other.IsCarrier).Select(other => (other.Name, (string?)other.Token, StatusCode.PermissionDenied)),
        ];

        foreach (var (who, token, refused) in callers)
        {
            var (status, said) = await CallAsync(name, owner, token);
            Assert.True(status == refused && !said.Contains(owner.Canary, StringComparison.Ordinal), $"{who} is answered {status} {said}");
        }

        output.WriteLine($"{callers.Count} cases.");
        Assert.Equal(before, await platform.StateOfAsync(owner.EmployerId));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Whose_it_is_is_answered_so_the_others_are_refused_for_who_they_are(string name)
    {
        var owner = await platform.OwnerAsync();
        var token = await TokenAsync(new JsonObject { ["kind"] = "carrier", ["carrierId"] = owner.CarrierId });

        // A deadline that has passed: the call is understood, and nothing of it is done.
        var (late, _) = await CallAsync(name, owner, token, deadline: DateTime.UtcNow.AddSeconds(-1));
        Assert.Equal(StatusCode.DeadlineExceeded, late);
        if (name.StartsWith("List", StringComparison.Ordinal) || name.StartsWith("Watch", StringComparison.Ordinal))
        {
            Assert.Contains(owner.Canary, (await CallAsync(name, owner, token, leftAfter: await CountOfOwnAsync(name, owner, token))).Said, StringComparison.Ordinal);
        }
    }

    private static MethodDescriptor Method(string name) => StopLossPartner.Descriptor.FindMethodByName(name);

    /// <summary>A request about what the tenant has. A field that is not known here is a failure: nobody knows how to call the method.</summary>
    private static byte[] RequestOf(MethodDescriptor method, Tenant tenant)
    {
        var request = (IMessage)Activator.CreateInstance(method.InputType.ClrType)!;
        foreach (var field in method.InputType.Fields.InDeclarationOrder())
        {
            field.Accessor.SetValue(request, field.Name switch
            {
                "cursor" => "",
                "page_size" => 500,
                "employer_id" => tenant.EmployerId.ToString(),
                "request_id" => tenant.RequestId,
                "undecided_only" => false,
                "accepted_cents" or "amount_cents" => 1L,
                "reference" => "R-9",
                "reason" => "So.",
                _ => throw new InvalidOperationException($"Say here what to send as {field.FullName}."),
            });
        }

        return request.ToByteArray();
    }

    /// <summary>How many items a carrier has of its own: a watch says that many, the oldest first, and then waits for news without end.</summary>
    private async Task<int> CountOfOwnAsync(string name, Tenant tenant, string token)
    {
        if (!Method(name).IsServerStreaming)
        {
            return 0;
        }

        var list = Method(name.Replace("Watch", "List", StringComparison.Ordinal));
        var call = new Method<byte[], byte[]>(MethodType.Unary, list.Service.FullName, list.Name, Bytes, Bytes);
        var request = (IMessage)Activator.CreateInstance(list.InputType.ClrType)!;
        list.InputType.FindFieldByName("page_size").Accessor.SetValue(request, 500);
        var options = new CallOptions(new() { { "authorization", $"Bearer {token}" } }, DateTime.UtcNow + RunningPlatform.Patience);
        var page = list.OutputType.Parser.ParseFrom(await _channel.CreateCallInvoker().AsyncUnaryCall(call, null, options, request.ToByteArray()));
        var own = ((System.Collections.IList)list.OutputType.Fields.InDeclarationOrder().Single(field => field.IsRepeated).Accessor.GetValue(page)).Count;
        Assert.InRange(own, 1, 499);
        return own;
    }

    /// <param name="leftAfter">So many items a watch may say before the caller leaves it.</param>
    private async Task<(StatusCode Status, string Said)> CallAsync(string name, Tenant tenant, string? token, DateTime? deadline = null, int leftAfter = int.MaxValue)
    {
        var method = Method(name);
        var kind = method.IsServerStreaming ? MethodType.ServerStreaming : MethodType.Unary;
        var call = new Method<byte[], byte[]>(kind, method.Service.FullName, method.Name, Bytes, Bytes);
        var headers = token is null ? [] : new Metadata { { "authorization", $"Bearer {token}" } };
        var options = new CallOptions(headers, deadline ?? DateTime.UtcNow + RunningPlatform.Patience);
        var said = new StringBuilder();
        try
        {
            if (method.IsServerStreaming)
            {
                using var stream = _channel.CreateCallInvoker().AsyncServerStreamingCall(call, null, options, RequestOf(method, tenant));
                for (var count = 0; count < leftAfter && await stream.ResponseStream.MoveNext(CancellationToken.None); count++)
                {
                    said.Append(Encoding.UTF8.GetString(stream.ResponseStream.Current));
                }
            }
            else
            {
                said.Append(Encoding.UTF8.GetString(await _channel.CreateCallInvoker().AsyncUnaryCall(call, null, options, RequestOf(method, tenant))));
            }

            return (StatusCode.OK, said.ToString());
        }
        catch (RpcException refused)
        {
            said.Append(refused.Status.Detail);
            refused.Trailers.ToList().ForEach(trailer => said.Append(trailer.IsBinary ? Encoding.UTF8.GetString(trailer.ValueBytes) : trailer.Value));
            return (refused.StatusCode, said.ToString());
        }
    }

    private async Task<string> TokenAsync(JsonObject registration)
    {
        using var client = await platform.AsNewClientAsync(registration);
        return client.DefaultRequestHeaders.Authorization!.Parameter!;
    }
}

[Collection("embedded")]
public sealed class EmbeddedPartnerTests(EmbeddedInProcess platform, ITestOutputHelper output) : PartnerTests(platform, output);

[Collection("separate")]
public sealed class SeparatePartnerTests(SeparateProcesses platform, ITestOutputHelper output) : PartnerTests(platform, output);
