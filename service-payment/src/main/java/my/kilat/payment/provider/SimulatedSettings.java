package my.kilat.payment.provider;

import my.kilat.payment.domain.HoldTerms;
import my.kilat.payment.domain.Provider;
import my.kilat.platform.settings.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The settings of {@link SimulatedProvider}.
 *
 * @param testCards whether it accepts test cards: in development
 * @param holds {@code SIMULATED_HOLD_LASTS} (default 7d), {@code SIMULATED_HOLD_RENEWS} (default true) and
 *     {@code SIMULATED_STORES_CARDS} (default false)
 */
public record SimulatedSettings(boolean testCards, HoldTerms holds) implements ProviderSettings {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedSettings.class);

    static SimulatedSettings from(Environment environment) {
        return new SimulatedSettings(
                environment.development(),
                new HoldTerms(
                        environment.duration("SIMULATED_HOLD_LASTS", HoldTerms.USUAL.lasts()),
                        environment.flag("SIMULATED_HOLD_RENEWS", true),
                        environment.flag("SIMULATED_STORES_CARDS", false)));
    }

    @Override
    public Provider open(ProviderContext context) {
        LOG.atLevel(testCards ? Level.INFO : Level.WARN).log("payments are simulated: no money moves");
        return new SimulatedProvider(context.database(), context.clock(), context.timeout(), this);
    }
}
