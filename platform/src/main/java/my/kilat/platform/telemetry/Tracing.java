package my.kilat.platform.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import my.kilat.platform.settings.Environment;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Traces, so that one booking can be followed through HTTP and Kafka. The context is passed on as a W3C {@code
 * traceparent}: a header of requests, a field of event envelopes. Spans are exported by OTLP over HTTP if {@code
 * OTEL_EXPORTER_OTLP_ENDPOINT} is set; without it the ids still exist and appear in the logs.
 */
public final class Tracing implements AutoCloseable {
    /** The log field of the current trace id. */
    public static final String TRACE_ID = "trace_id";

    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private Tracing(SdkTracerProvider provider) {
        this.provider = provider;
        this.tracer = provider.get("my.kilat");
    }

    /** Reads {@code OTEL_EXPORTER_OTLP_ENDPOINT}, such as {@code http://localhost:4318}. */
    public static Tracing from(Environment environment) {
        Optional<String> endpoint = environment.optional("OTEL_EXPORTER_OTLP_ENDPOINT");
        SdkTracerProviderBuilder builder = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "kilat")))
                .setSampler(Sampler.parentBased(endpoint.isPresent() ? Sampler.alwaysOn() : Sampler.alwaysOff()));
        endpoint.ifPresent(url -> builder.addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                        .setEndpoint(url.replaceAll("/+$", "") + "/v1/traces")
                        .build())
                .build()));
        return new Tracing(builder.build());
    }

    /** Runs the work of an incoming request in a span; the work reports failures to its {@link Work}. */
    public <T extends @Nullable Object> T serving(
            String service, String operation, @Nullable String traceparent, Function<Work, T> work) {
        return within(service, operation, SpanKind.SERVER, traceparent, work);
    }

    /** Runs the work of an event in a span. */
    public void consuming(String service, String eventType, @Nullable String traceparent, Runnable work) {
        within(service, eventType, SpanKind.CONSUMER, traceparent, span -> {
            try {
                work.run();
                return Boolean.TRUE;
            } catch (RuntimeException e) {
                span.failed(e);
                throw e;
            }
        });
    }

    private <T extends @Nullable Object> T within(
            String service, String name, SpanKind kind, @Nullable String traceparent, Function<Work, T> work) {
        Span span = tracer.spanBuilder(name)
                .setSpanKind(kind)
                .setParent(parent(traceparent))
                .setAttribute("kilat.service", service)
                .startSpan();
        MDC.put(TRACE_ID, span.getSpanContext().getTraceId());
        try (Scope _ = span.makeCurrent()) {
            return work.apply(new Work(span));
        } finally {
            MDC.remove(TRACE_ID);
            span.end();
        }
    }

    private static Context parent(@Nullable String traceparent) {
        if (traceparent == null) {
            return Context.root();
        }
        var matcher = TRACEPARENT.matcher(traceparent);
        if (!matcher.matches()) {
            return Context.root();
        }
        return Context.root()
                .with(Span.wrap(SpanContext.createFromRemoteParent(
                        matcher.group(1),
                        matcher.group(2),
                        TraceFlags.fromHex(matcher.group(3), 0),
                        TraceState.getDefault())));
    }

    /** The {@code traceparent} of this thread's current span, to be passed on with requests and events. */
    public static Optional<String> current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid() ? Optional.of(traceparent(context)) : Optional.empty();
    }

    private static String traceparent(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    @Override
    public void close() {
        provider.shutdown().join(2, TimeUnit.SECONDS);
    }

    /** A span in progress. */
    public static final class Work {
        private final Span span;

        private Work(Span span) {
            this.span = span;
        }

        /** Marks the work as failed. */
        public void failed(Throwable failure) {
            span.setStatus(StatusCode.ERROR, failure.getClass().getSimpleName());
        }
    }
}
