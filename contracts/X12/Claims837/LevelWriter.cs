namespace Aso.X12.Claims837;

/// <summary>Writes the levels of one set: starts a new one wherever provider, subscriber or patient differ from the claim before.</summary>
internal sealed class LevelWriter(X12Writer writer)
{
    private int _levels;
    private int _providerLevel;
    private int _subscriberLevel;
    private Provider? _provider;
    private (Subscriber Subscriber, Party Payer)? _subscriber;
    private Dependent? _dependent;

    public void WriteSubmission(ClaimSubmission submission)
    {
        // The time of day is required and means nothing to anybody: midnight.
        writer.Start("BHT").Text("0019").Text(submission.Purpose).Text(submission.Reference).Date(submission.CreatedOn).Text("0000").Text(submission.Use).End();
        writer.Organization("41", submission.Submitter);
        if (submission.Contact is { } contact)
        {
            writer.Start("PER").Text("IC").Text(contact.Name).Text(contact.Channel).Text(contact.Number).End();
        }

        writer.Organization("40", submission.Receiver);
    }

    public void Write(Claim837 claim)
    {
        if (claim.BillingProvider != _provider)
        {
            WriteProvider(claim.BillingProvider);
        }

        // Claims of the subscriber itself cannot follow those of a dependent on the same level.
        if (_subscriber != (claim.Subscriber, claim.Payer) || (claim.Dependent is null && _dependent is not null))
        {
            WriteSubscriber(claim);
        }

        if (claim.Dependent is { } dependent && dependent != _dependent)
        {
            WriteDependent(dependent);
        }

        new ClaimWriter(writer, claim).Write();
    }

    private void WriteProvider(Provider provider)
    {
        (_provider, _subscriber, _dependent) = (provider, null, null);
        _providerLevel = ++_levels;
        writer.Start("HL").Number(_levels).Empty().Text("20").Text("1").End();
        WriteTaxonomy(writer, "BI", provider);
        WriteProvider(writer, "85", provider);
        writer.Address(provider.Address);
        writer.Reference("EI", provider.TaxId);
    }

    private void WriteSubscriber(Claim837 claim)
    {
        var subscriber = claim.Subscriber;
        (_subscriber, _dependent) = ((subscriber, claim.Payer), null);
        _subscriberLevel = ++_levels;
        writer.Start("HL").Number(_levels).Number(_providerLevel).Text("22").Text(claim.Dependent is null ? "0" : "1").End();
        writer.Start("SBR").Text(subscriber.Responsibility).Text(subscriber.IsPatient ? "18" : null).Text(subscriber.GroupNumber)
            .Empty(5).Text(subscriber.ClaimFiling).End();
        writer.Person("IL", subscriber.Name, "MI", subscriber.MemberId);
        writer.Address(subscriber.Address);
        writer.Demographics(subscriber.BirthDate, subscriber.Gender);
        writer.Organization("PR", claim.Payer);
    }

    private void WriteDependent(Dependent dependent)
    {
        _dependent = dependent;
        writer.Start("HL").Number(++_levels).Number(_subscriberLevel).Text("23").Text("0").End();
        writer.Start("PAT").Text(dependent.Relationship).End();
        writer.Person("QC", dependent.Name, null, null);
        writer.Address(dependent.Address);
        writer.Demographics(dependent.BirthDate, dependent.Gender);
    }

    /// <summary>NM1 for a provider in any role.</summary>
    public static void WriteProvider(X12Writer writer, string role, Provider provider) =>
        writer.Named(new(role, provider.IsOrganization, provider.Name, "XX", provider.Npi));

    /// <summary>PRV, where the provider's taxonomy is known.</summary>
    public static void WriteTaxonomy(X12Writer writer, string role, Provider provider)
    {
        if (provider.Taxonomy is not null)
        {
            writer.Start("PRV").Text(role).Text("PXC").Text(provider.Taxonomy).End();
        }
    }
}
