package my.kilat.platform.telemetry;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The metrics of a JVM in the text format of Prometheus, version 0.0.4.
 *
 * <p>They are written by one platform thread, which ends when it has had nothing to do for a while. On a virtual thread the JDK's
 * {@code BufferedWriter}, which the library writes through, begins with 512 characters and grows by what each write needs, so that
 * a text of 8 KB allocated ten megabytes.
 */
public final class Exposition implements AutoCloseable {
    /** The media type of the text. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /**
     * The query parameter that selects families of metrics by name, once for each; the HTTP server of Prometheus' own client
     * library has the same. A family that does not exist is ignored.
     */
    public static final String NAME = "name[]";

    private static final int INITIAL_BYTES = 16 << 10;
    private static final int IDLE_SECONDS = 5;

    private final PrometheusMeterRegistry registry;
    private final ExecutorService writer = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("metrics").factory());

    /** Of the meters of this registry. */
    public Exposition(PrometheusMeterRegistry registry) {
        this.registry = registry;
    }

    /** The families that the query of an address selects. */
    public static List<String> names(URI address) {
        return new QueryStringDecoder(address).parameters().getOrDefault(NAME, List.of());
    }

    /**
     * Writes the metrics; waits until those have been written that were asked for before.
     *
     * @param names of the families, as after {@code # TYPE}; all if there are none
     */
    public byte[] text(List<String> names) {
        return CompletableFuture.supplyAsync(() -> write(names), writer).join();
    }

    private byte[] write(List<String> names) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(INITIAL_BYTES);
        try {
            registry.scrape(text, TYPE, names.isEmpty() ? null : Set.copyOf(names));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    @Override
    public void close() {
        writer.shutdown();
    }
}
