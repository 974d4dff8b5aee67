namespace Aso.Gateway.People;

/// <summary>A form in which a person who is known already proves something: wrong tries are counted by the name in it, which therefore must be that person's.</summary>
internal static class ProofForm
{
    private const string NameField = "userName";
    private const string PasswordFieldName = "currentPassword";

    public static string Name(PersonRow person) => PageFrame.Hidden(NameField, person.UserName);

    /// <summary>The person's name, and the field for the password in use.</summary>
    public static string Password(PersonRow person, bool isFirst = false) =>
        Name(person) + PageFrame.PasswordField(PasswordFieldName, "Current password", "current-password", isFirst);

    public static bool IsOf(IFormCollection form, PersonRow person) => form[NameField].ToString() == person.UserName;

    /// <summary>Whether the form carries the password in use.</summary>
    public static async Task<bool> ProvesAsync(IFormCollection form, PersonRow person, Accounts people, CancellationToken cancel) =>
        IsOf(form, person) && form[PasswordFieldName].ToString() is { Length: > 0 and <= Passwords.LengthMax } password
        && await people.ProveAsync(person.UserName, password, cancel) is not null;
}
