package my.kilat.console.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import my.kilat.console.ServiceStandIn;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.json.Json;
import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a service answers becomes what was asked for, or a sentence that names the service; and nobody waits for long. */
class ServicesTest {
    private static final String PATH = "/internal/v1/bookings/figures";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private ServiceStandIn booking;
    private Services services;

    @BeforeEach
    void open() {
        booking = new ServiceStandIn();
        ServiceTokens tokens =
                ServiceTokens.from(Environment.of(Map.of("APP_ENV", "development")), "console", InstantSource.system());
        services = new Services(
                Map.of(Component.BOOKING, new ServiceClient(http, "booking", URI.create(booking.url()), tokens)),
                threads);
    }

    @AfterEach
    void close() {
        booking.close();
        http.shutdownNow();
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({
        "401, refuses the console",
        "403, refuses the console",
        "404, does not know what the console asks",
        "500, answered with status 500",
        "503, answered with status 503",
        "302, answered with status 302"
    })
    void anotherStatusIsAnErrorThatNamesTheService(int status, String words) {
        booking.answering(PATH, status, "{\"success\":true,\"data\":{\"open\":0}}")
                .answering("/metrics", status, "");
        assertThatThrownBy(() -> services.ask(Component.BOOKING, PATH))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("the booking service " + words);
        assertThatThrownBy(() -> services.metrics(Component.BOOKING, Set.of("kilat_outbox_oldest_seconds")))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("the booking service " + words);
    }

    @Test
    @Timeout(30)
    void anAnswerThatDoesNotEndIsNotWaitedFor() {
        booking.trickling(PATH);
        assertThatThrownBy(() -> services.ask(Component.BOOKING, PATH))
                .isInstanceOf(Failure.Unavailable.class)
                .hasMessageContaining("the booking service");
    }

    @Test
    @Timeout(30)
    void aQuestionThatHangsOrFailsIsMissingAndTheRestIsThere() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Map<String, Callable<JsonNode>> questions = new LinkedHashMap<>();
        questions.put("hangs", () -> {
            never.await();
            return Json.MAPPER.createObjectNode();
        });
        questions.put("fails", () -> {
            throw new IllegalStateException("a fault");
        });
        questions.put("refused", () -> services.ask(Component.BOOKING, PATH));
        questions.put("works", Json.MAPPER::createObjectNode);
        long began = System.nanoTime();
        Answers<JsonNode> answers = services.askAll(questions);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
        assertThat(answers.found()).containsOnlyKeys("works");
        assertThat(answers.missing()).extracting(Answers.Missing::name).containsExactly("hangs", "fails", "refused");
        assertThat(answers.missing().getLast().words()).startsWith("the booking service does not know");
    }
}
