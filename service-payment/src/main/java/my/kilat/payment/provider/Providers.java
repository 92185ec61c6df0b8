package my.kilat.payment.provider;

import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;

/** The payment providers by name; {@code PAYMENT_PROVIDER} chooses the one that moves the money. */
public final class Providers {
    private static final String SETTING = "PAYMENT_PROVIDER";
    private static final String SIMULATED = "simulated";

    private final Map<String, Function<Environment, ProviderSettings>> byName;

    private Providers(Map<String, Function<Environment, ProviderSettings>> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /** The providers that are part of the product. */
    public static Providers all() {
        return new Providers(new TreeMap<>(Map.of(SIMULATED, SimulatedSettings::from)));
    }

    /**
     * A copy with one more provider.
     *
     * @param name in lower case; the value of {@code PAYMENT_PROVIDER} and part of the URL of its webhooks
     * @param settings reads the provider's own settings
     */
    public Providers and(String name, Function<Environment, ProviderSettings> settings) {
        Map<String, Function<Environment, ProviderSettings>> more = new TreeMap<>(byName);
        more.put(name, settings);
        return new Providers(more);
    }

    /** Their names. */
    Set<String> names() {
        return byName.keySet();
    }

    /**
     * The chosen provider.
     *
     * @param name its name in the list
     */
    public record Chosen(String name, ProviderSettings settings) {}

    /**
     * Chooses by {@code PAYMENT_PROVIDER}. In development the default is {@code simulated}; elsewhere a provider that moves no
     * money is used only if it is named.
     *
     * @throws SettingsException if none is named, there is none of that name, or its own settings are wrong
     */
    public Chosen choose(Environment environment) {
        String names = String.join(", ", names());
        if (!environment.development() && environment.optional(SETTING).isEmpty()) {
            throw new SettingsException(
                    SETTING + " is not set; outside development it has no default. It has to be one of " + names
                            + "; with simulated no money moves");
        }
        String asked = environment.text(SETTING, SIMULATED);
        String name = asked.toLowerCase(Locale.ROOT);
        Function<Environment, ProviderSettings> settings = byName.get(name);
        if (settings == null) {
            throw new SettingsException(SETTING + " is \"" + asked + "\"; it has to be one of " + names);
        }
        return new Chosen(name, settings.apply(environment));
    }
}
