package my.kilat.platform.http;

/** The operations of one feature. */
@FunctionalInterface
public interface Endpoints {
    /** Says for each of the operations who answers it, by the {@code operationId} of the contract. */
    void addTo(Routes routes);
}
