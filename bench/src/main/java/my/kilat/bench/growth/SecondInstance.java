package my.kilat.bench.growth;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import my.kilat.bench.BenchException;
import my.kilat.launcher.machine.Web;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.service.SaysItself;
import my.kilat.launcher.service.ServiceEntry;
import my.kilat.launcher.service.ServiceJvm;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.launcher.service.ServicesMain;
import my.kilat.launcher.supervise.BrokerAddress;
import my.kilat.local.KilatHome;
import my.kilat.local.LocalPostgres;

/** Another instance of one service of the running platform, in a process and on a port of its own. */
final class SecondInstance implements AutoCloseable {
    /**
     * How far its ports are from those of the running platform: with those of the suite still below 32768, from where the kernel
     * takes ports of outgoing connections.
     */
    private static final int APART = 12_000;

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);
    private static final long BETWEEN_LOOKS_MS = 10;

    private final ServiceEntry service;
    private final Ports ports;
    private final ServiceJvm jvm;
    private Duration took = Duration.ZERO;

    private SecondInstance(ServiceEntry service, Ports ports, ServiceJvm jvm) {
        this.service = service;
        this.ports = ports;
        this.jvm = jvm;
    }

    /** Starts one, and waits until it is ready. */
    static SecondInstance start(ServiceEntry service, Map<String, String> more) {
        Layout layout = Layout.of(KilatHome.find(), System.getenv());
        PlatformState state = PlatformState.read(layout)
                .orElseThrow(() -> new BenchException("the platform has been ended while it was measured"));
        Ports apart = new Ports(state.ports().offset() + APART);
        Map<String, String> settings = new HashMap<>(settings(state));
        settings.put(ServicesMain.PORT_OFFSET, Integer.toString(apart.offset()));
        settings.putAll(more);
        SecondInstance instance = new SecondInstance(
                service, apart, new ServiceJvm("bench-" + service.name(), List.of(service), settings, layout));
        try {
            long began = System.nanoTime();
            instance.jvm.launch();
            instance.await("become ready", instance::isReady);
            instance.took = Duration.ofNanos(System.nanoTime() - began);
            return instance;
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    /** Where the servers and the running services are. */
    private static Map<String, String> settings(PlatformState state) {
        Map<String, String> settings = new HashMap<>(LocalPostgres.settings(port(state, "postgres")));
        settings.putAll(BrokerAddress.ofOurs("127.0.0.1:" + port(state, "kafka")));
        ServiceTable.ALL.forEach(
                other -> settings.put(other.component().addressSetting(), other.address(state.ports())));
        return settings;
    }

    private static int port(PlatformState state, String name) {
        return state.part(name)
                .filter(part -> !part.external())
                .map(Part::port)
                .orElseThrow(
                        () -> new BenchException("This bench needs a platform whose " + name + " ./kilat up started."));
    }

    /** From the start of its process until it was ready. */
    Duration tookToStart() {
        return took;
    }

    /** The mean time of the next so many runs of a job; the first one, which also loads classes, is not counted. */
    Duration meanOf(String job, int runs) {
        await("do its " + job, () -> figure(job, "count") >= 1);
        double counted = figure(job, "count");
        double seconds = figure(job, "sum");
        await("do its " + job, () -> figure(job, "count") >= counted + runs);
        double mean = (figure(job, "sum") - seconds) / (figure(job, "count") - counted);
        return Duration.ofNanos((long) (mean * 1e9));
    }

    private double figure(String job, String figure) {
        String metrics = Web.get(service.address(ports) + "/metrics", ANSWER_TIMEOUT)
                .map(Web.Answer::body)
                .orElse("");
        return Pattern.compile(
                        "^kilat_background_job_seconds_" + figure + "\\{[^}]*part=\"" + Pattern.quote(job)
                                + "\"[^}]*} (\\S+)$",
                        Pattern.MULTILINE)
                .matcher(metrics)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .sum();
    }

    private boolean isReady() {
        return SaysItself.of(Web.get(service.healthUrl(ports), ANSWER_TIMEOUT)).ready();
    }

    private void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (!jvm.isRunning()) {
                throw new BenchException("the second " + service.name() + " " + jvm.howItEnded());
            }
            if (System.nanoTime() > end) {
                throw new BenchException("the second " + service.name() + " does not " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }

    @Override
    public void close() {
        jvm.stop();
    }
}
