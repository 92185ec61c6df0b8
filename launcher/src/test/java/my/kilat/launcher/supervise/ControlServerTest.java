package my.kilat.launcher.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may order what, and what is told. */
class ControlServerTest {
    private static final String RESTART = "/units/services/restart";

    @TempDir
    private Path home;

    private ControlledPrograms platform;

    @BeforeEach
    void start() {
        platform = new ControlledPrograms(home, true);
    }

    @AfterEach
    void end() {
        platform.close();
    }

    @Test
    void nobodyIsAnsweredWithoutTheSecret() throws Exception {
        String secret = platform.secret();
        assertThat(secret).hasSize(43);
        try (ControlServer other = ControlServer.open()) {
            assertThat(other.settings().get(ControlServer.SECRET)).isNotEqualTo(secret);
        }
        for (String given : List.of("", "Bearer ", "Bearer " + secret.substring(1), secret, "Basic " + secret)) {
            for (String path : List.of("/units", RESTART, "/nowhere")) {
                HttpRequest.Builder request = platform.request(path);
                if (!given.isEmpty()) {
                    request.header("Authorization", given);
                }
                assertThat(platform.send(request.GET()).statusCode()).isEqualTo(401);
                assertThat(platform.send(request.POST(BodyPublishers.noBody())).statusCode())
                        .isEqualTo(401);
            }
        }
        assertThat(platform.launches()).as("nothing was done").isEqualTo(0);
    }

    @Test
    void processesAreShownWithWhatRunsInThem() throws Exception {
        JsonNode shown = platform.shown();
        assertThat(shown.findValuesAsText("name")).containsExactly("kafka", "services");
        JsonNode all = shown.path(1);
        assertThat(all.path("pid").asLong()).isEqualTo(platform.services().pid());
        assertThat(all.path("state").asText()).isEqualTo("running");
        assertThat(all.path("console").asBoolean()).isTrue();
        assertThat(all.path("suspendable").asBoolean()).isFalse();
        assertThat(all.path("services")).extracting(JsonNode::asText).containsExactly("gateway", "console");
        assertThat(shown.path(0).path("suspendable").asBoolean()).isTrue();
    }

    @Test
    void whatIsNoOrderIsRefusedInWords() throws Exception {
        HttpResponse<String> unknown = platform.post("/units/elsewhere/restart");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("there are kafka, services");
        assertThat(platform.post("/units/services/pause?seconds=5").statusCode())
                .isEqualTo(404);
        assertThat(platform.post("/units/services/end").statusCode()).isEqualTo(404);
        assertThat(platform.get(RESTART).statusCode()).isEqualTo(405);
        for (String query :
                List.of("", "?seconds=0", "?seconds=121", "?seconds=-5", "?seconds=99999", "?seconds=1.5")) {
            assertThat(platform.post("/units/kafka/pause" + query).statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(platform.send(platform.authorised(RESTART).POST(BodyPublishers.ofString("{}")))
                        .statusCode())
                .as("a body")
                .isEqualTo(400);
        assertThat(platform.launches()).isEqualTo(0);
    }

    @Test
    void whoIsSlowToAskKeepsNobodyWaiting() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            URI address = platform.request("/units").build().uri();
            for (int i = 0; i < 8; i++) {
                Socket socket = new Socket(address.getHost(), address.getPort());
                slow.add(socket);
                socket.getOutputStream().write("GET /units HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            HttpRequest.Builder request = platform.authorised("/units").timeout(Duration.ofMillis(1_500));
            assertThat(platform.send(request.GET()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    @Test
    void noThreadOfItKeepsTheSupervisorAlive() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ControlledPrograms other = new ControlledPrograms(home.resolve("other"), false)) {
            assertThat(other.launches()).isZero();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> !before.contains(thread))
                    .filteredOn(thread -> thread.getName().startsWith("HTTP-Dispatcher"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void aBrokerOfOthersIsNotSuspended() throws Exception {
        try (ControlledPrograms without = new ControlledPrograms(home.resolve("other"), false)) {
            HttpResponse<String> refused = without.post("/units/kafka/pause?seconds=5");
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.body()).contains("KAFKA_BROKERS names a broker");
            assertThat(without.shown().findValuesAsText("name")).containsExactly("services");
        }
    }
}
