package my.kilat.gateway.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each logged request. Lines are written by a thread of their own, because writing may block; if it blocks for
 * long, lines are dropped and counted.
 */
public final class AccessLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("my.kilat.gateway.access");
    private static final int ROOM = 8192;

    private final BlockingQueue<Line> lines = new ArrayBlockingQueue<>(ROOM);
    private final LongAdder dropped = new LongAdder();
    private final Thread writer;

    /**
     * One request.
     *
     * @param path without the query
     * @param route the prefix that matched, or "none"
     * @param client the caller's address
     * @param micros from its first byte read to its last byte written
     * @param outcome "ok", "cut" if the response was aborted, "left" if the client disconnected
     */
    public record Line(
            String method,
            String path,
            String route,
            int status,
            String client,
            String requestId,
            String traceId,
            long micros,
            String outcome) {}

    public AccessLog() {
        writer = Thread.ofPlatform().name("access-log").daemon().start(this::write);
    }

    /** Adds a line; never blocks. */
    public void add(Line line) {
        if (!lines.offer(line)) {
            dropped.increment();
        }
    }

    /** Lines that were dropped. */
    public long dropped() {
        return dropped.sum();
    }

    private void write() {
        List<Line> batch = new ArrayList<>();
        try {
            while (true) {
                batch.add(lines.take());
                lines.drainTo(batch, 255);
                batch.forEach(AccessLog::write);
                batch.clear();
            }
        } catch (InterruptedException e) {
            lines.drainTo(batch);
            batch.forEach(AccessLog::write);
        }
    }

    private static void write(Line line) {
        LOG.atInfo()
                .addKeyValue("method", line.method)
                .addKeyValue("path", line.path)
                .addKeyValue("route", line.route)
                .addKeyValue("status", line.status)
                .addKeyValue("client", line.client)
                .addKeyValue("request_id", line.requestId)
                .addKeyValue("trace_id", line.traceId)
                .addKeyValue("micros", line.micros)
                .addKeyValue("outcome", line.outcome)
                .log("request");
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            writer.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
