package my.kilat.platform.telemetry;

import org.slf4j.MDC;

/** For which service a thread works. Several may share a JVM, and each line of the log names its own. */
public final class LogContext {
    private static final String SERVICE = "service";

    private LogContext() {}

    /**
     * The same work, with every line that it logs named after a service.
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
