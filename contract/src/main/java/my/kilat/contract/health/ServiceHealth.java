package my.kilat.contract.health;

/**
 * A service says that its process runs.
 *
 * @param status always {@code healthy}: a process that is not does not answer
 * @param service the service's name, such as {@code service-booking}
 */
public record ServiceHealth(String status, String service) {

    public static ServiceHealth of(String service) {
        return new ServiceHealth("healthy", service);
    }
}
