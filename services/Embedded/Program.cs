namespace Aso.Embedded;

public static class Program
{
    public static void Main(string[] args)
    {
    }
}
