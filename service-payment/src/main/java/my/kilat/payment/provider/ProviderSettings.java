package my.kilat.payment.provider;

import my.kilat.payment.domain.Provider;

/** The validated settings of a provider, which is not connected yet. */
@FunctionalInterface
public interface ProviderSettings {
    /** Creates the provider. */
    Provider open(ProviderContext context);
}
