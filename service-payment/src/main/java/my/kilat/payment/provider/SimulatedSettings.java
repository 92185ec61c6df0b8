package my.kilat.payment.provider;

import my.kilat.payment.domain.Provider;
import my.kilat.platform.settings.Environment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The settings of {@link SimulatedProvider}, which has no variables of its own.
 *
 * @param testCards whether it accepts test cards: in development
 */
public record SimulatedSettings(boolean testCards) implements ProviderSettings {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedSettings.class);

    static SimulatedSettings from(Environment environment) {
        return new SimulatedSettings(environment.development());
    }

    @Override
    public Provider open(ProviderContext context) {
        LOG.atLevel(testCards ? Level.INFO : Level.WARN).log("payments are simulated: no money moves");
        return new SimulatedProvider(context.database(), context.clock(), context.timeout(), testCards);
    }
}
