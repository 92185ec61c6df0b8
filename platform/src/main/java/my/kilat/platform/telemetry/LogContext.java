package my.kilat.platform.telemetry;

import org.slf4j.MDC;

/** The service for which a thread works. Several may share a JVM, and each log line names its own. */
public final class LogContext {
    private static final String SERVICE = "service";

    private LogContext() {}

    /**
     * Wraps work so that every line that it logs names a service.
     *
     * @param service the short name, such as {@code booking}
     */
    public static Runnable of(String service, Runnable work) {
        return () -> {
            MDC.put(SERVICE, service);
            try {
                work.run();
            } finally {
                MDC.remove(SERVICE);
            }
        };
    }
}
