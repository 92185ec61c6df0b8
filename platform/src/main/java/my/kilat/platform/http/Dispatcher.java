package my.kilat.platform.http;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import my.kilat.platform.host.Host;
import my.kilat.platform.telemetry.Tracing;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Runs each request on a virtual thread and takes its reply: it sets the request's id and trace for the log, maps
 * exceptions to replies, and measures the duration.
 */
final class Dispatcher {
    private final String service;
    private final Host host;
    private final Failures failures;
    private final int mostInFlight;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

    /** @param mostInFlight concurrent requests; more are answered 503 */
    Dispatcher(String service, Host host, Failures failures, int mostInFlight) {
        this.service = service;
        this.host = host;
        this.failures = failures;
        this.mostInFlight = mostInFlight;
        host.meters().gauge("kilat.http.in.flight", Tags.of("service", service), inFlight);
    }

    /**
     * A request to dispatch.
     *
     * @param operation its id in the contract
     * @param requestId the id that the gateway assigned, for the log
     * @param traceparent the trace to continue
     */
    record Request(
            String operation,
            @Nullable String requestId,
            @Nullable String traceparent) {}

    /** Returns a reply, or null once the request has become a WebSocket. */
    @FunctionalInterface
    interface Decision {
        @Nullable
        Reply decide() throws Exception;
    }

    /** The number of requests in progress. */
    int inFlight() {
        return inFlight.get();
    }

    /**
     * Runs the decision on a virtual thread.
     *
     * @param then receives the reply, on that thread; or at once, when there are too many requests
     * @throws RejectedExecutionException when the service has stopped
     */
    void dispatch(Request request, Decision decision, Consumer<Reply> then) {
        if (inFlight.incrementAndGet() > mostInFlight) {
            inFlight.decrementAndGet();
            then.accept(failures.full());
            return;
        }
        try {
            host.virtualThreads().execute(() -> {
                try {
                    Reply reply = decided(request, decision);
                    if (reply != null) {
                        then.accept(reply);
                    }
                } finally {
                    inFlight.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            inFlight.decrementAndGet();
            throw e;
        }
    }

    private @Nullable Reply decided(Request request, Decision decision) {
        long began = System.nanoTime();
        MDC.put("service", service);
        if (request.requestId != null) {
            MDC.put("request_id", request.requestId);
        }
        Reply reply = null;
        try {
            reply = host.tracing()
                    .serving(service, request.operation, request.traceparent, work -> replyOrFailure(decision, work));
            return reply;
        } finally {
            timer(request.operation, reply == null ? 101 : reply.status())
                    .record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            MDC.clear();
        }
    }

    private @Nullable Reply replyOrFailure(Decision decision, Tracing.Work work) {
        try {
            Reply reply = decision.decide();
            failures.granted();
            return reply;
        } catch (Throwable e) {
            Reply reply = failures.reply(e);
            if (reply.status() >= 500) {
                work.failed(e);
            }
            return reply;
        }
    }

    private Timer timer(String operation, int status) {
        return timers.computeIfAbsent(
                operation + status,
                ignored -> Timer.builder("kilat.http.requests")
                        .description("Requests answered, and the time a virtual thread took for each")
                        .tag("service", service)
                        .tag("operation", operation)
                        .tag("status", Integer.toString(status))
                        .serviceLevelObjectives(
                                Duration.ofMillis(5),
                                Duration.ofMillis(20),
                                Duration.ofMillis(100),
                                Duration.ofMillis(500),
                                Duration.ofSeconds(3))
                        .register(host.meters()));
    }
}
