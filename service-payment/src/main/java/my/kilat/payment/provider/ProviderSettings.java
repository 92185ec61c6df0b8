package my.kilat.payment.provider;

import my.kilat.payment.domain.Provider;

/** A provider whose own settings have been read and found right; it has not been connected to yet. */
@FunctionalInterface
public interface ProviderSettings {
    /** The provider, ready to be asked. */
    Provider open(ProviderContext context);
}
