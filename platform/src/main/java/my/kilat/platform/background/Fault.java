package my.kilat.platform.background;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import my.kilat.platform.database.SqlStates;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.failure.NotYetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * The reason why an operation failed.
 *
 * @param cause the kind of fault, which decides what helps
 * @param words one sentence for a person
 */
public record Fault(Cause cause, String words) {
    private static final int DEEPEST = 20;
    private static final int LONGEST = 500;

    /** The kind of fault, which decides whether a retry helps. */
    public enum Cause {
        /** A dependency is unreachable or overloaded. The fault is temporary, and a retry does no harm. */
        AWAY,
        /** Something that the operation depends on has not arrived yet. */
        EARLY,
        /** An external system refuses: a password, a certificate, a privilege. An operator has to change a setting. */
        REFUSED,
        /** The process itself is incomplete, such as a class that is missing: only another build or a restart helps. */
        BROKEN,
        /** A bug, or invalid data in the item that was processed. */
        OWN;

        /**
         * Whether the cause lies outside of the item that was processed, so that a later retry does not count against it.
         */
        public boolean isElsewhere() {
            return this != OWN;
        }
    }

    public Fault {
        words = words.length() > LONGEST ? words.substring(0, LONGEST) + " …" : words;
    }

    /** Classifies an exception by itself and its causes. */
    public static Fault of(Throwable thrown) {
        if (thrown instanceof FaultException understood) {
            return understood.fault();
        }
        List<Throwable> chain = chain(thrown);
        return new Fault(causeOf(chain), describe(chain));
    }

    private static Cause causeOf(List<Throwable> chain) {
        if (SqlStates.isAway(chain.getFirst())) {
            return Cause.AWAY;
        }
        for (Throwable link : chain) {
            switch (link) {
                case NotYetException _ -> {
                    return Cause.EARLY;
                }
                case LinkageError _ -> {
                    return Cause.BROKEN;
                }
                case Failure.Unavailable _, Failure.TooManyRequests _, TimeoutException _ -> {
                    return Cause.AWAY;
                }
                case KafkaException kafka -> {
                    return causeOf(kafka);
                }
                case IOException io
                when isOfTheNetwork(io) -> {
                    return Cause.AWAY;
                }
                default -> {}
            }
        }
        return Cause.OWN;
    }

    private static Cause causeOf(KafkaException kafka) {
        return switch (kafka) {
            case AuthenticationException _,
                    AuthorizationException _,
                    InvalidConfigurationException _,
                    UnsupportedVersionException _ -> Cause.REFUSED;
            case RecordTooLargeException _, SerializationException _ -> Cause.OWN;
            case RetriableException _, ApiException _ -> Cause.AWAY;
            default -> kafka.getCause() == null ? Cause.AWAY : causeOf(chain(kafka.getCause()));
        };
    }

    /** Unreadable text and missing files are I/O exceptions, but no network faults. */
    private static boolean isOfTheNetwork(IOException io) {
        return !(io instanceof JacksonException
                || io instanceof FileSystemException
                || io instanceof CharacterCodingException);
    }

    private static String describe(List<Throwable> chain) {
        Throwable told = chain.stream()
                .filter(link -> !(link instanceof ExecutionException
                        || link instanceof CompletionException
                        || link instanceof UncheckedIOException))
                .findFirst()
                .orElse(chain.getFirst());
        String name = told.getClass().getSimpleName();
        String message = told.getMessage();
        return message == null ? name : name + ": " + message.replaceAll("\\s+", " ");
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable link = thrown; link != null && chain.size() < DEEPEST; link = link.getCause()) {
            chain.add(link);
        }
        return chain;
    }
}
