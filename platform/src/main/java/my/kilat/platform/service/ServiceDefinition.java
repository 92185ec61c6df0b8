package my.kilat.platform.service;

import java.util.List;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.openapi.ApiDocument;
import my.kilat.platform.settings.Environment;

/**
 * The definition of one service: its name, its settings, and its parts. A definition holds no state; {@link Service#of}
 * makes a service of it that can be started and stopped, and opens, in this order: database, events, the parts that {@link
 * #assemble} adds, the port, consumers and relay, jobs. They are closed in the reverse order.
 * <pre>{@code
 * public void assemble(ServiceContext context, BookingSettings settings, Assembly service) {
 *     Bookings bookings = new Bookings(context.database(), context.outbox(), context.clock());
 *     service.endpoints(new BookingEndpoints(bookings));
 *     service.produces(Topic.BOOKING);
 *     service.consume(new PaymentEventHandler(bookings).subscription());
 *     service.every("auto-confirm", settings.autoConfirmEvery(), bookings::confirmOverdue);
 * }
 * }</pre>
 *
 * @param <S> the type of its own settings
 */
public interface ServiceDefinition<S> {
    /** The short name, such as {@code booking}, used in the contract, the database, the metrics and the log. */
    String name();

    /** The default port, unless {@code SERVICE_PORT} is set. */
    int port();

    /**
     * Reads its settings; touches nothing else.
     *
     * @throws my.kilat.platform.settings.SettingsException if one of them is missing or wrong
     */
    S settings(Environment environment);

    /**
     * Creates the parts and adds them. It is called once for each start, when the database is open and its tables are up to
     * date; nothing is served, consumed or run before it returns.
     *
     * @param context the resources for the parts, all of them open
     * @param service takes the parts, until this method returns
     * @throws StartException in one sentence, if a dependency that it requires is missing
     */
    void assemble(ServiceContext context, S settings, Assembly service);

    /** The environment it runs in, for a service with other defaults for the common settings. */
    default Environment environment(Environment given) {
        return given;
    }

    /** The documents that list the operations of all services. */
    default List<ApiDocument> documents() {
        return List.of(
                ApiDocument.contract(), ApiDocument.load(ApiDocument.INTERNAL), ApiDocument.load(ApiDocument.CONSOLE));
    }
}
