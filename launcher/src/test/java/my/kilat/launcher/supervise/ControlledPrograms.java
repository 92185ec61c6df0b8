package my.kilat.launcher.supervise;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import my.kilat.launcher.log.LogReader;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.Part;
import my.kilat.launcher.place.Phase;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Progress;
import my.kilat.launcher.place.StateBoard;
import my.kilat.platform.json.Json;

/** Two real processes under a supervisor that takes orders over HTTP, and a clock that is moved. */
final class ControlledPrograms implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final ControlServer server = ControlServer.open();
    private final AtomicInteger launches = new AtomicInteger();
    private final AtomicLong now = new AtomicLong();
    private final Layout layout;
    private final Program services;
    private final ServerProgram kafka;
    private final StateBoard board;
    private final RunningUnits units;
    private final Control control;

    /** @param brokerIsOurs whether the broker is one of them */
    ControlledPrograms(Path home, boolean brokerIsOurs) {
        layout = Layout.of(home, Map.of());
        services = new Program(layout, "services", "exec sleep 600");
        kafka = new ServerProgram(layout, "kafka", "exec sleep 600");
        List<Part> parts = List.of(
                part("kafka", brokerIsOurs ? "kafka" : ""), part("gateway", "services"), part("console", "services"));
        board = new StateBoard(layout, new PlatformState(Phase.UP, "", 1, 0, 0, 0, 0, parts, List.of()), state -> {});
        units = new RunningUnits(board);
        SupervisorLog log = new SupervisorLog(layout);
        Restarts restarts = new Restarts(now::get, board, log, this::launch, true);
        control = new Control(board, units, restarts, new Suspension(now::get, board, log));
        if (brokerIsOurs) {
            units.launch(kafka);
        }
        units.launch(services);
        server.serve(control);
    }

    private static Part part(String name, String child) {
        return new Part(name, name, "127.0.0.1:1", 1, child, Progress.READY, 0);
    }

    private void launch(Unit unit) {
        units.launch(unit);
        launches.incrementAndGet();
    }

    Program services() {
        return services;
    }

    ServerProgram kafka() {
        return kafka;
    }

    StateBoard board() {
        return board;
    }

    RunningUnits units() {
        return units;
    }

    Control control() {
        return control;
    }

    /** How often a part was started again. */
    int launches() {
        return launches.get();
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    void awaitAll() {
        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            control.look();
            return control.shown().stream().allMatch(shown -> shown.state().equals("running"));
        });
    }

    List<String> said() {
        return said(layout);
    }

    /** What stands in the log of the supervisor, as {@code ./kilat logs} reads it. */
    static List<String> said(Layout layout) {
        List<String> lines = new ArrayList<>();
        new LogReader(layout.logs(), line -> line.source().equals("supervisor"))
                .last(1_000, line -> lines.add(line.level() + " " + line.text()));
        return lines;
    }

    String secret() {
        return server.settings().getOrDefault(ControlServer.SECRET, "");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.settings().get(ControlServer.URL) + path));
    }

    HttpRequest.Builder authorised(String path) {
        return request(path).header("Authorization", "Bearer " + secret());
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(authorised(path).GET());
    }

    HttpResponse<String> post(String path) throws Exception {
        return send(authorised(path).POST(BodyPublishers.noBody()));
    }

    JsonNode shown() throws Exception {
        return json(get("/units")).path("units");
    }

    JsonNode shown(String name) throws Exception {
        for (JsonNode one : shown()) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        throw new AssertionError("there is no " + name);
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Json.read(answer.body(), JsonNode.class);
    }

    @Override
    public void close() {
        server.close();
        units.close();
        services.stop();
        kafka.stop();
        http.close();
    }
}
