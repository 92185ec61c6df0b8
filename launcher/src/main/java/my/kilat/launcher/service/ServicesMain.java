package my.kilat.launcher.service;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.place.Ports;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.host.Host;
import my.kilat.platform.service.Service;
import my.kilat.platform.service.ServiceMain;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import my.kilat.platform.telemetry.LogContext;

/**
 * The main class of a JVM for the services that are named as arguments. They start concurrently, and stop concurrently when
 * the process is told to end, the gateway first so that no more requests arrive.
 */
public final class ServicesMain {
    /** The prefix of the line in which the process reports why it could not start. */
    public static final String REFUSAL = "kilat: cannot start: ";

    /** The offset from the default ports. */
    public static final String PORT_OFFSET = "KILAT_PORT_OFFSET";

    private ServicesMain() {}

    public static void main(String[] names) {
        ServiceMain.tellOfThreadsThatDie();
        try {
            start(List.of(names).stream().map(ServiceTable::find).toList(), Environment.ofProcess());
        } catch (SettingsException | StartException e) {
            refuse(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            e.printStackTrace();
            refuse(e.toString());
        }
    }

    private static void start(List<ServiceEntry> entries, Environment environment) {
        var ports = new Ports(environment.integer(PORT_OFFSET, 0, -2_000, 50_000));
        Host host = Host.create(environment);
        List<Service> services = entries.stream()
                .map(entry -> entry.build().apply(entry.environment(environment, ports), host))
                .toList();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(services, host), "stop"));
        // Not on virtual threads: a start initialises classes, during which a virtual thread pins its carrier. If all
        // carriers
        // waited for a class that a thread without a carrier is initialising, none would ever continue.
        try (ExecutorService starter = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory())) {
            List<Future<?>> started = new ArrayList<>();
            services.forEach(service -> started.add(starter.submit(LogContext.of(service.name(), service::start))));
            for (Future<?> one : started) {
                one.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while starting", e);
        }
    }

    private static void stop(List<Service> services, Host host) {
        services.stream().filter(ServicesMain::isGateway).forEach(Service::close);
        try (ExecutorService stopper = Executors.newVirtualThreadPerTaskExecutor()) {
            services.stream()
                    .filter(service -> !isGateway(service))
                    .forEach(service -> stopper.execute(LogContext.of(service.name(), service::close)));
        }
        host.close();
    }

    private static boolean isGateway(Service service) {
        return Component.find(service.name()).filter(Component::isGateway).isPresent();
    }

    private static void refuse(String why) {
        System.err.println(REFUSAL + why);
        // Not exit, which would wait for services that never started.
        Runtime.getRuntime().halt(1);
    }
}
