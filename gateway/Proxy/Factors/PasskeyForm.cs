using Aso.Gateway.People;
using Microsoft.AspNetCore.Antiforgery;

namespace Aso.Gateway.Factors;

/// <summary>A form that asks the browser for a passkey before it is sent. Hidden where there is no script, or the browser knows no passkeys.</summary>
internal static class PasskeyForm
{
    public const string CredentialField = "credential";
    public const string StateField = "state";

    /// <summary>The page's only script; its hash stands in the page's policy.</summary>
    public const string Script = """
        (() => {
          const form = document.querySelector("form[data-passkey]");
          const problem = document.getElementById("passkey-problem");
          const say = text => { problem.textContent = text; problem.hidden = false; };
          const key = window.PublicKeyCredential;
          if (!key?.parseCreationOptionsFromJSON) { say("This browser knows no passkeys, or not at this address."); return; }
          form.hidden = false;
          form.addEventListener("submit", async event => {
            event.preventDefault();
            problem.hidden = true;
            const asked = JSON.parse(form.dataset.passkey);
            try {
              const answer = form.dataset.act === "make"
                ? await navigator.credentials.create({ publicKey: key.parseCreationOptionsFromJSON(asked) })
                : await navigator.credentials.get({ publicKey: key.parseRequestOptionsFromJSON(asked) });
              form.elements.credential.value = JSON.stringify(answer);
              form.submit();
            } catch (failure) {
              say(failure.name === "InvalidStateError" ? "This device has a passkey for this account already." : "No passkey came: it was cancelled, or it took too long. Try again.");
            }
          });
        })();
        """;

    /// <param name="isNew">Whether a passkey is to be made; else one is to be used.</param>
    public static string Show(HttpContext http, IAntiforgery antiforgery, string action, Passkeys.Question question, bool isNew, string fields) =>
        PageFrame.Form(
                http, antiforgery, action,
                PageFrame.Hidden(CredentialField, "") + PageFrame.Hidden(StateField, question.State) + fields,
                $" hidden data-act=\"{(isNew ? "make" : "use")}\" data-passkey=\"{PageFrame.Encode(question.Options)}\"")
        + "<noscript><p>Passkeys need JavaScript, which is switched off in this browser.</p></noscript><p role=\"alert\" id=\"passkey-problem\" hidden></p>";
}
