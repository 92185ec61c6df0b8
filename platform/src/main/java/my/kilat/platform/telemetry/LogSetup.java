package my.kilat.platform.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.Map;
import my.kilat.platform.settings.Environment;
import org.slf4j.Logger;

/**
 * Sets up logging to standard output: one JSON object per line, or with {@code LOG_FORMAT=text} lines for people. {@code
 * LOG_LEVEL} (default {@code info}) is the level of our own code; libraries log from {@code warn} up. Service, request id
 * and trace id come from the logging context. The latest lines are kept in a {@link RecentLog} as well. Tokens, passwords and
 * query strings are never logged.
 */
public final class LogSetup extends ContextAwareBase implements Configurator {
    private static final Map<String, Level> LIBRARIES = Map.of(
            "org.apache.kafka", Level.ERROR,
            "org.apache.kafka.clients.consumer.internals", Level.OFF,
            "org.apache.kafka.clients.NetworkClient", Level.OFF,
            "com.networknt", Level.ERROR,
            "org.flywaydb", Level.ERROR,
            "com.zaxxer.hikari", Level.ERROR);

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        Environment environment = Environment.ofProcess();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setEncoder(format(environment).equalsIgnoreCase("text") ? text(context) : json(context));
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(console);
        RecentLog recent = RecentLog.ofProcess();
        recent.setContext(context);
        recent.start();
        root.addAppender(recent);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        context.getLogger("my.kilat").setLevel(level(environment));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** The level of our own code. */
    private static Level level(Environment environment) {
        return Level.toLevel(environment.text("LOG_LEVEL", "info"), Level.INFO);
    }

    private static String format(Environment environment) {
        return environment.text("LOG_FORMAT", "json");
    }

    /** Reads the settings of the log, which has been set up before, so that they are among those of an environment. */
    public static void note(Environment environment) {
        var _ = level(environment);
        var _ = format(environment);
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %-12.12X{service} %msg %kvp{NONE}%n%ex{short}");
        encoder.start();
        return encoder;
    }
}
