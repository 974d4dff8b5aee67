namespace Aso.Funding;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
