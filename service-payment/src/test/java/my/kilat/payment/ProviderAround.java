package my.kilat.payment;

import java.util.Optional;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.HoldTerms;
import my.kilat.payment.domain.Provider;

/** Passes everything on to a provider; a test overrides what it interferes with. */
class ProviderAround implements Provider {
    private final Provider provider;

    ProviderAround(Provider provider) {
        this.provider = provider;
    }

    @Override
    public HoldTerms holds() {
        return provider.holds();
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
    public Answer.ToAuthorise renew(Charge held, Charge next) {
        return provider.renew(held, next);
    }

    @Override
    public Answer.ToStore store(Charge charge) {
        return provider.store(charge);
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
