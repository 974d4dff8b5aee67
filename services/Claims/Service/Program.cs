namespace Aso.Claims;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
