package my.kilat.platform.host;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import my.kilat.platform.security.TokenSettings;
import my.kilat.platform.security.TokenVerifier;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.Setting;
import my.kilat.platform.telemetry.Exposition;
import my.kilat.platform.telemetry.LogSetup;
import my.kilat.platform.telemetry.Tracing;

/**
 * Resources that exist once per JVM, however many services run in it: event loops, virtual threads, the metric registry,
 * the tracer, an HTTP client, the clock.
 */
public final class Host implements AutoCloseable {
    private final Environment environment;
    private final Vertx vertx;
    private final ExecutorService virtualThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("request-", 0).factory());
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Exposition exposition = new Exposition(meters);
    private final Tracing tracing;
    private final HttpClient http;
    private final InstantSource clock;
    private final Capacity capacity;
    private final JvmGcMetrics gcMetrics = new JvmGcMetrics();
    private final ConcurrentMap<TokenSettings, TokenVerifier> verifiers = new ConcurrentHashMap<>();

    private Host(Environment environment, InstantSource clock) {
        this.environment = environment;
        this.clock = clock;
        LogSetup.note(environment);
        this.capacity = Capacity.from(environment);
        this.tracing = Tracing.from(environment);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setPreferNativeTransport(true)
                .setEventLoopPoolSize(
                        environment.integer("EVENT_LOOPS", Runtime.getRuntime().availableProcessors(), 1, 64))
                .setWorkerPoolSize(2)
                .setInternalBlockingPoolSize(4));
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(1))
                .executor(virtualThreads)
                .build();
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        gcMetrics.bindTo(meters);
        Gauge.builder("kilat.revocations.age.seconds", this, Host::oldestRevocations)
                .description("How long ago identity last told whose sessions have ended")
                .register(meters);
        Gauge.builder("kilat.http.bytes.in.flight", capacity, Capacity::bytes)
                .description("Bytes of request bodies and answers that are under way")
                .register(meters);
    }

    /** A host with the clock of the machine. */
    public static Host create(Environment environment) {
        return new Host(environment, InstantSource.system());
    }

    /** A host with another clock, which tests can move. */
    public static Host create(Environment environment, InstantSource clock) {
        return new Host(environment, clock);
    }

    /** The settings that the JVM has read for all services in it. */
    public List<Setting> settings() {
        return environment.settings();
    }

    /** The event loops; nothing that runs on them may block. */
    public Vertx vertx() {
        return vertx;
    }

    /** Starts one new virtual thread for each task, which may block. */
    public ExecutorService virtualThreads() {
        return virtualThreads;
    }

    /** The meter registry of this JVM. */
    public PrometheusMeterRegistry meters() {
        return meters;
    }

    /** The text of its meters. */
    public Exposition exposition() {
        return exposition;
    }

    /** The tracer. */
    public Tracing tracing() {
        return tracing;
    }

    /** The client for calls between services; its connect timeout is one second. */
    public HttpClient http() {
        return http;
    }

    /** The memory bound that the requests of all services here share. */
    public Capacity capacity() {
        return capacity;
    }

    /** The clock; all code reads the current time here. */
    public InstantSource clock() {
        return clock;
    }

    /** The verifier of access tokens; the services of one JVM share its cache. */
    public TokenVerifier tokens(TokenSettings settings) {
        return verifiers.computeIfAbsent(settings, wanted -> new TokenVerifier(wanted, http, clock));
    }

    /** There is one for each way to reach identity; the metric is of that which knows least. */
    private double oldestRevocations() {
        return verifiers.values().stream()
                .mapToDouble(verifier -> verifier.revocations().secondsSinceNews())
                .max()
                .orElse(Double.NaN);
    }

    @Override
    public void close() {
        verifiers.values().forEach(TokenVerifier::close);
        virtualThreads.shutdownNow();
        http.shutdownNow();
        gcMetrics.close();
        tracing.close();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .exceptionally(e -> null)
                .join();
        exposition.close();
        meters.close();
    }
}
