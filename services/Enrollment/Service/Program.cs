namespace Aso.Enrollment;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
