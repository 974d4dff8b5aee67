namespace Aso.Scenarios;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
