namespace Aso.StopLoss;

internal static class Program
{
    public static void Main(string[] args)
    {
    }
}
