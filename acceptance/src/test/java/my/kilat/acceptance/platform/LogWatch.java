package my.kilat.acceptance.platform;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What the platform says in its log while this is open, as far as an operator would have to worry. */
public final class LogWatch implements AutoCloseable {
    private final List<String> worries = new CopyOnWriteArrayList<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final AppenderBase<ILoggingEvent> ear = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
                worries.add(event.getLevel() + " " + event.getLoggerName() + ": " + event.getFormattedMessage() + "\n"
                        + ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    };

    /** Begins to listen. */
    public LogWatch() {
        ear.setContext(root.getLoggerContext());
        ear.start();
        root.addAppender(ear);
    }

    /** Every error, and everything with a stack trace. */
    public List<String> worries() {
        return List.copyOf(worries);
    }

    @Override
    public void close() {
        root.detachAppender(ear);
        ear.stop();
    }
}
