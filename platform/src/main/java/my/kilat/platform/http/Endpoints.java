package my.kilat.platform.http;

/** The operations of one feature. */
@FunctionalInterface
public interface Endpoints {
    /** Registers the handler of each operation by its {@code operationId} in the contract. */
    void addTo(Routes routes);
}
