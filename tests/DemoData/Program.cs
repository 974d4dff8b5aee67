namespace Aso.DemoData;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
