namespace Aso.Foundation;

/// <summary>The program is set up in a way that it does not start with; the message is one or more sentences for whoever set it up.</summary>
public sealed class StartRefusedException(string message) : InvalidOperationException(message);
