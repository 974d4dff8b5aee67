namespace Aso.Scenarios.Play;

/// <summary>A step could not be done: the platform refused it, or something that it needs is not there.</summary>
internal sealed class StepFailedException(string message) : Exception(message);
