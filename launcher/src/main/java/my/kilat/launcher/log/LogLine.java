package my.kilat.launcher.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.launcher.service.ServiceTable;
import my.kilat.platform.json.Json;

/**
 * A parsed log line: of our services, which write JSON, or of PostgreSQL, ZooKeeper and Kafka, which write text that begins
 * with the time.
 *
 * @param time when it was written
 * @param source the service or process that wrote it
 * @param level {@code INFO}, {@code WARN}, …; empty if unknown
 * @param text the message with its values
 * @param details further lines, such as a stack trace; empty if there are none
 */
public record LogLine(Instant time, String source, String level, String text, String details) {
    private static final Pattern TIMED = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d{1,9})?)(?:Z| UTC)? +(.*)", Pattern.DOTALL);
    private static final Pattern OURS = Pattern.compile("my\\.kilat\\.([a-z]+)\\..*");
    private static final Pattern LEVELLED = Pattern.compile("(TRACE|DEBUG|INFO|WARN|ERROR) +(.*)", Pattern.DOTALL);
    private static final Pattern POSTGRES = Pattern.compile(
            "\\[\\d+] +(\\S+ +)?(LOG|WARNING|ERROR|FATAL|PANIC|NOTICE|HINT|DETAIL|STATEMENT|CONTEXT): +(.*)",
            Pattern.DOTALL);

    /**
     * Parses a line.
     *
     * @param process the process that wrote the file
     * @return empty if the line has no time, and so continues the previous one
     */
    public static Optional<LogLine> parse(String process, String line) {
        return line.startsWith("{") ? json(process, line) : timed(process, line);
    }

    /** Whether it is a warning or an error. */
    public boolean isAlarming() {
        return level.equals("WARN") || level.equals("ERROR");
    }

    /** A copy with one more line of details. */
    LogLine and(String more) {
        return new LogLine(time, source, level, text, details.isEmpty() ? more : details + "\n" + more);
    }

    private static Optional<LogLine> json(String process, String line) {
        JsonNode node;
        try {
            node = Json.MAPPER.readTree(line);
        } catch (JsonProcessingException torn) {
            return Optional.empty();
        }
        if (!node.path("timestamp").isNumber()) {
            return Optional.empty();
        }
        JsonNode context = node.path("mdc");
        String message =
                node.path("formattedMessage").asText(node.path("message").asText());
        return Optional.of(new LogLine(
                Instant.ofEpochMilli(node.path("timestamp").asLong()),
                source(process, context, node.path("loggerName").asText()),
                node.path("level").asText(),
                message + particulars(node.path("kvpList"), context),
                thrown(node.path("throwable"), "")));
    }

    /** The service that the line names, or whose package wrote it, or else the process. */
    private static String source(String process, JsonNode context, String logger) {
        Matcher ours = OURS.matcher(logger);
        String fallback = ours.matches() && ServiceTable.names().contains(ours.group(1)) ? ours.group(1) : process;
        return context.path("service").asText(fallback);
    }

    /** The values of the message: its own first, then request, trace and the rest of the context. */
    private static String particulars(JsonNode values, JsonNode context) {
        var fields = new LinkedHashMap<String, String>();
        values.forEach(value -> value.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText())));
        context.properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue().asText()));
        fields.remove("service");
        var words = new StringJoiner(" ", "  ", "").setEmptyValue("");
        fields.forEach((name, value) -> {
            if (!value.isEmpty()) {
                words.add(name + "=" + value);
            }
        });
        return words.toString();
    }

    private static String thrown(JsonNode throwable, String prefix) {
        if (!throwable.isObject()) {
            return "";
        }
        var text = new StringBuilder(prefix).append(throwable.path("className").asText());
        String message = throwable.path("message").asText();
        if (!message.isEmpty() && !message.equals("null")) {
            text.append(": ").append(message);
        }
        for (JsonNode step : throwable.path("stepArray")) {
            text.append("\n    at ")
                    .append(step.path("className").asText())
                    .append('.')
                    .append(step.path("methodName").asText())
                    .append('(')
                    .append(step.path("fileName").asText())
                    .append(':')
                    .append(step.path("lineNumber").asText())
                    .append(')');
        }
        String cause = thrown(throwable.path("cause"), "Caused by: ");
        return cause.isEmpty()
                ? text.toString()
                : text.append('\n').append(cause).toString();
    }

    private static Optional<LogLine> timed(String process, String line) {
        Matcher timed = TIMED.matcher(line);
        if (!timed.matches()) {
            return Optional.empty();
        }
        Instant time = LocalDateTime.parse(timed.group(1) + "T" + timed.group(2).replace(',', '.'))
                .toInstant(ZoneOffset.UTC);
        String rest = timed.group(3);
        Matcher postgres = POSTGRES.matcher(rest);
        if (postgres.matches()) {
            String database =
                    Optional.ofNullable(postgres.group(1)).map(String::strip).orElse("");
            return Optional.of(new LogLine(
                    time,
                    process,
                    postgresLevel(postgres.group(2)),
                    postgres.group(3) + (database.isEmpty() ? "" : "  database=" + database),
                    ""));
        }
        Matcher levelled = LEVELLED.matcher(rest);
        return Optional.of(
                levelled.matches()
                        ? new LogLine(time, process, levelled.group(1), levelled.group(2), "")
                        : new LogLine(time, process, "", rest, ""));
    }

    private static String postgresLevel(String level) {
        return switch (level) {
            case "LOG", "NOTICE" -> "INFO";
            case "WARNING" -> "WARN";
            case "FATAL", "PANIC", "ERROR" -> "ERROR";
            default -> "";
        };
    }
}
