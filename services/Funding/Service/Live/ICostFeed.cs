namespace Aso.Funding.Live;

/// <summary>Carries news of costs from those who commit to those who watch. It may lose news when it must: who lost some is told, and reads the whole anew.</summary>
internal interface ICostFeed
{
    /// <summary>Tells everybody who watches the employer. Never waits and never throws: a posting does not depend on its watchers.</summary>
    void Publish(CostNews news);

    /// <summary>Watches one employer until disposed.</summary>
    CostWatch Watch(Guid employerId);
}
