using Aso.Foundation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Aso.Gateway.People;

/// <summary>Passwords as ASP.NET Core Identity keeps them; those that the repository names open nothing outside of development, even where they were once set.</summary>
internal sealed class PersonPasswords(IOptions<PasswordHasherOptions> options, DevelopmentSecrets development) : PasswordHasher<PersonRow>(options)
{
    public override PasswordVerificationResult VerifyHashedPassword(PersonRow user, string hashedPassword, string providedPassword)
    {
        // Compared all the same, so that the time of an answer tells nothing.
        var verdict = base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        return development.Refuse(providedPassword) ? PasswordVerificationResult.Failed : verdict;
    }
}
