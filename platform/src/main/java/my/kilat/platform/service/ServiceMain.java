package my.kilat.platform.service;

import java.util.function.BiFunction;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Host;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code main} of every service: start, wait for a signal, stop gracefully. */
public final class ServiceMain {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceMain.class);

    private ServiceMain() {}

    /** Runs the service of a definition, as {@link #run(BiFunction)} does. */
    public static void run(ServiceDefinition<?> definition) {
        run((environment, host) -> Service.of(definition, environment, host));
    }

    /**
     * Runs a service in this process until a signal ends it. If it cannot start, one sentence says why and the process
     * exits with status 1.
     */
    public static void run(BiFunction<Environment, Host, Service> build) {
        tellOfThreadsThatDie();
        Environment environment = Environment.ofProcess();
        Host host;
        try {
            host = Host.create(environment);
        } catch (SettingsException e) {
            throw refuse(e);
        }
        try {
            Service service = build.apply(environment, host);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(LogContext.of(service.name(), () -> stop(service, host)), "stop"));
            LogContext.of(service.name(), service::start).run();
        } catch (SettingsException | StartException e) {
            throw refuse(e);
        }
    }

    /**
     * Logs uncaught exceptions of threads. Background parts restart their work themselves; the death of any other thread
     * would go unnoticed.
     */
    public static void tellOfThreadsThatDie() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> LOG.error("the thread {} has died", thread.getName(), thrown));
    }

    private static void stop(Service service, Host host) {
        LOG.info("stops");
        service.close();
        host.close();
    }

    private static RuntimeException refuse(RuntimeException why) {
        LOG.error("cannot start: {}", why.getMessage());
        Runtime.getRuntime().halt(1);
        return why;
    }
}
