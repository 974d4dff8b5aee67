namespace Aso.Load;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
