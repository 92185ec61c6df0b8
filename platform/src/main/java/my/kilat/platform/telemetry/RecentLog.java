package my.kilat.platform.telemetry;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.internal.LogLevel;
import my.kilat.contract.internal.LogQuestion;
import org.jspecify.annotations.Nullable;

/**
 * The latest lines of the log of this process, in memory: a bounded number for each service that runs in it, and as many that
 * belong to none of them, each of bounded length. A start begins anew.
 */
public final class RecentLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
    /** Lines that are kept for each service. */
    static final int MOST_LINES = 400;

    private static final int MOST_SERVICES = 32;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final int LONGEST_ERROR = 3_000;
    private static final int MOST_TOLD = 200;
    private static final String NO_SERVICE = "";

    /** Its lines, one for each request, would drive out all others where it shares the process of the services. */
    private static final String GATEWAY = "my.kilat.gateway.";

    private static final RecentLog OF_PROCESS = new RecentLog();

    // Guarded by this.
    private final Map<String, Deque<Line>> byService = new HashMap<>();

    /** One that nothing is written to yet. */
    RecentLog() {
        setName("recent");
    }

    /** The one of this process, to which all loggers write. */
    public static RecentLog ofProcess() {
        return OF_PROCESS;
    }

    /**
     * A line.
     *
     * @param service its short name; empty for a line that belongs to none
     * @param logger the class that wrote it, without its package
     * @param error with the beginning of its stack trace
     */
    public record Line(
            @WithFraction Instant at,
            String service,
            LogLevel level,
            String logger,
            String message,
            @Nullable String requestId,
            @Nullable String traceId,
            @Nullable String error) {
        private boolean contains(String text) {
            return Stream.of(message, requestId, traceId, error, logger)
                    .anyMatch(part ->
                            part != null && part.toLowerCase(Locale.ROOT).contains(text));
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith(GATEWAY)) {
            return;
        }
        Map<String, String> context = event.getMDCPropertyMap();
        Line line = new Line(
                event.getInstant(),
                context.getOrDefault("service", NO_SERVICE),
                level(event),
                event.getLoggerName().substring(event.getLoggerName().lastIndexOf('.') + 1),
                cut(message(event), LONGEST_MESSAGE),
                context.get("request_id"),
                context.get(Tracing.TRACE_ID),
                event.getThrowableProxy() == null
                        ? null
                        : cut(ThrowableProxyUtil.asString(event.getThrowableProxy()), LONGEST_ERROR));
        keep(line);
    }

    private synchronized void keep(Line line) {
        boolean isKnown = byService.containsKey(line.service) || byService.size() < MOST_SERVICES;
        String kept = isKnown ? line.service : NO_SERVICE;
        Deque<Line> lines = byService.computeIfAbsent(kept, _ -> new ArrayDeque<>());
        lines.addFirst(line);
        if (lines.size() > MOST_LINES) {
            lines.removeLast();
        }
    }

    private static LogLevel level(ILoggingEvent event) {
        return switch (event.getLevel().toInt()) {
            case ch.qos.logback.classic.Level.ERROR_INT -> LogLevel.ERROR;
            case ch.qos.logback.classic.Level.WARN_INT -> LogLevel.WARN;
            case ch.qos.logback.classic.Level.INFO_INT -> LogLevel.INFO;
            default -> LogLevel.DEBUG;
        };
    }

    private static String message(ILoggingEvent event) {
        if (event.getKeyValuePairs() == null || event.getKeyValuePairs().isEmpty()) {
            return event.getFormattedMessage();
        }
        StringBuilder message = new StringBuilder(event.getFormattedMessage());
        event.getKeyValuePairs().forEach(pair -> message.append(' ').append(pair));
        return message.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " …";
    }

    /** The lines of a service, and those of none, that a question is about; the latest first, at most 200. */
    public List<Line> latest(String service, LogQuestion question) {
        String text = question.text() == null ? "" : question.text().strip().toLowerCase(Locale.ROOT);
        return linesOf(service).stream()
                .filter(line -> line.level().compareTo(question.level()) >= 0)
                // Before the masking, which is the most work: no more lines are masked than it takes.
                .sorted(Comparator.comparing(Line::at).reversed())
                // Before the search: whether a secret is found would tell it, one character after the other.
                .map(RecentLog::withoutSecrets)
                .filter(line -> text.isEmpty() || line.contains(text))
                .limit(MOST_TOLD)
                .toList();
    }

    private synchronized List<Line> linesOf(String service) {
        return Stream.of(service, NO_SERVICE)
                .distinct()
                .flatMap(name -> byService.getOrDefault(name, new ArrayDeque<>()).stream())
                .toList();
    }

    private static Line withoutSecrets(Line line) {
        return new Line(
                line.at,
                line.service,
                line.level,
                line.logger,
                LogSecrets.leftOut(line.message),
                line.requestId,
                line.traceId,
                line.error == null ? null : LogSecrets.leftOut(line.error));
    }
}
