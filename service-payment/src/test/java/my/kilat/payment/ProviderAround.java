package my.kilat.payment;

import java.time.Duration;
import java.util.Optional;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Renewals;
import my.kilat.payment.domain.StoredCards;

/** Passes everything on to a provider; a test overrides what it interferes with. */
class ProviderAround implements Provider {
    private final Provider provider;

    ProviderAround(Provider provider) {
        this.provider = provider;
    }

    @Override
    public Duration holdLasts() {
        return provider.holdLasts();
    }

    @Override
    public void requireKnown(String method) {
        provider.requireKnown(method);
    }

    @Override
    public Answer.ToAuthorise authorise(Charge charge) {
        return provider.authorise(charge);
    }

    @Override
    public Optional<Renewals> renewals() {
        return provider.renewals();
    }

    @Override
    public Optional<StoredCards> storedCards() {
        return provider.storedCards();
    }

    @Override
    public Answer.ToCapture capture(Charge charge) {
        return provider.capture(charge);
    }

    @Override
    public Answer.ToGiveBack giveBack(Charge charge) {
        return provider.giveBack(charge);
    }

    @Override
    public Optional<Answer.ToAuthorise> find(Charge charge) {
        return provider.find(charge);
    }
}
