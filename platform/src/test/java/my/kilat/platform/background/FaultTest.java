package my.kilat.platform.background;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import my.kilat.platform.background.Fault.Cause;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.failure.NotYetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {
    static Stream<Arguments> thrown() {
        return Stream.of(
                Arguments.of(new IllegalStateException("a bug"), Cause.OWN),
                Arguments.of(new AssertionError("a bug"), Cause.OWN),
                Arguments.of(new StackOverflowError(), Cause.OWN),
                Arguments.of(new UncheckedIOException(new JsonParseException(null, "not JSON")), Cause.OWN),
                Arguments.of(new UncheckedIOException(new NoSuchFileException("f")), Cause.OWN),
                Arguments.of(new IllegalStateException(new SQLException("unique", "23505")), Cause.OWN),
                Arguments.of(new RecordTooLargeException("too large"), Cause.OWN),
                Arguments.of(new IllegalStateException(new SQLException("down", "57P01")), Cause.AWAY),
                Arguments.of(new Failure.Unavailable("busy"), Cause.AWAY),
                Arguments.of(new Failure.TooManyRequests("busy", Duration.ofSeconds(1)), Cause.AWAY),
                Arguments.of(new IllegalStateException(new ConnectException("refused")), Cause.AWAY),
                Arguments.of(new UncheckedIOException(new HttpTimeoutException("late")), Cause.AWAY),
                Arguments.of(new CompletionException(new IOException("reset")), Cause.AWAY),
                Arguments.of(new TimeoutException(), Cause.AWAY),
                Arguments.of(new NotLeaderOrFollowerException("moved"), Cause.AWAY),
                Arguments.of(new KafkaException("something"), Cause.AWAY),
                Arguments.of(new ExecutionException(new SaslAuthenticationException("no")), Cause.REFUSED),
                Arguments.of(new KafkaException(new ClusterAuthorizationException("no")), Cause.REFUSED),
                Arguments.of(new NotYetException("not yet"), Cause.EARLY),
                Arguments.of(new NoClassDefFoundError("my/Class"), Cause.BROKEN),
                Arguments.of(new IllegalStateException(new ExceptionInInitializerError("x")), Cause.BROKEN),
                Arguments.of(new FaultException(new Fault(Cause.REFUSED, "known")), Cause.REFUSED));
    }

    @ParameterizedTest
    @MethodSource("thrown")
    void itIsToldWhatHelps(Throwable thrown, Cause cause) {
        assertThat(Fault.of(thrown).cause()).isEqualTo(cause);
    }

    @Test
    void itIsOneLineThatNamesNoPackages() {
        assertThat(Fault.of(new ExecutionException(new IllegalStateException("told\nat length")))
                        .words())
                .isEqualTo("IllegalStateException: told at length");
        assertThat(Fault.of(new IllegalStateException("x".repeat(10_000))).words())
                .hasSizeLessThan(600);
        assertThat(Fault.of(new FileNotFoundException()).words()).isEqualTo("FileNotFoundException");
    }
}
