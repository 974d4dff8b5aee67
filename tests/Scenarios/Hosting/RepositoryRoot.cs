namespace Aso.Scenarios.Hosting;

/// <summary>Where the repository lies on this machine.</summary>
internal static class RepositoryRoot
{
    /// <exception cref="DirectoryNotFoundException">The program was copied away from it.</exception>
    public static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("No folder above this program holds Platform.sln; give --base-url of a running platform.");
    }
}
