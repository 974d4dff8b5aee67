namespace Aso.Gateway;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
