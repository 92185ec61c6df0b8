package my.kilat.platform.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import my.kilat.platform.fixture.RoadServerStandIn;
import my.kilat.platform.fixture.TestClock;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.SettingsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingTest {
    private static final Position MERDEKA = new Position(3.139, 101.6869);
    private static final Position AMPANG = new Position(3.15, 101.71);

    /** As osrm-routed 5.27 writes it. */
    private static final String OSRM_ROUTE = """
            {"code":"Ok","routes":[{"legs":[{"steps":[],"summary":"","weight":402.7,"duration":394.5,"distance":3871.3}],
            "weight_name":"routability","weight":402.7,"duration":394.5,"distance":3871.3}],
            "waypoints":[{"hint":"x","distance":4.2,"name":"Jalan Raja","location":[101.68691,3.13904]},
            {"hint":"y","distance":6.1,"name":"Jalan Ampang","location":[101.71002,3.15005]}]}""";

    private static final String OSRM_NO_ROUTE = """
            {"code":"NoRoute","message":"Impossible route between points"}""";

    /** As GraphHopper 9 writes it. */
    private static final String GRAPHHOPPER_ROUTE = """
            {"hints":{"visited_nodes.sum":58,"visited_nodes.average":58.0},
            "info":{"copyrights":["GraphHopper","OpenStreetMap contributors"],"took":2,"road_data_timestamp":"2026-01-01T00:00:00Z"},
            "paths":[{"distance":3902.118,"weight":512.4,"time":401236,"transfers":0,"snapped_waypoints":"qwcRe~s"}]}""";

    private static final String GRAPHHOPPER_NO_ROUTE = """
            {"message":"Connection between locations not found","hints":[{"message":"Connection between locations not found",
            "details":"com.graphhopper.util.exceptions.ConnectionNotFoundException"}]}""";

    private final RoadServerStandIn server = new RoadServerStandIn();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final TestClock clock = new TestClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.close();
    }

    private Routing routing(String provider, Map<String, String> more) {
        Map<String, String> variables = new HashMap<>(
                Map.of("ROUTING", provider, "ROUTING_URL", server.address() + "/", "ROUTING_TIMEOUT", "3s"));
        variables.putAll(more);
        return Routing.open("booking", RoutingSettings.from(Environment.of(variables)), http, clock, meters);
    }

    private static Way straight(Position from, Position to) {
        double kilometres = from.kilometresTo(to);
        return new Way(kilometres, kilometres / 30 * 60, Way.Source.STRAIGHT_LINE);
    }

    private double counted(String outcome) {
        return meters.find("kilat.routing.questions").tag("outcome", outcome).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void theDefaultIsTheGreatCircleToTheLastBit() {
        Routing routing = Routing.open("booking", RoutingSettings.from(Environment.of(Map.of())), http, clock, meters);
        assertThat(routing.followsRoads()).isFalse();
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
    }

    @Test
    void aRoadIsLongerThanTheLineByAFactor() {
        Routing routing = Routing.open(
                "booking",
                RoutingSettings.from(Environment.of(Map.of("ROUTING_ROAD_FACTOR_PERCENT", "130", "ROUTING_KMH", "60"))),
                http,
                clock,
                meters);
        Way way = routing.between(MERDEKA, AMPANG);
        assertThat(way.kilometres()).isEqualTo(MERDEKA.kilometresTo(AMPANG) * 1.3);
        assertThat(way.minutes()).isEqualTo(way.kilometres());
    }

    @Test
    void osrmIsAskedAndReadInItsOwnProtocol() {
        server.answers(200, OSRM_ROUTE);
        Way way = routing("osrm", Map.of()).between(MERDEKA, AMPANG);
        assertThat(way).isEqualTo(new Way(3.8713, 394.5 / 60, Way.Source.OSRM));
        assertThat(server.questions())
                .containsExactly("/route/v1/driving/101.68690,3.13900;101.71000,3.15000?overview=false");
    }

    @Test
    void graphHopperIsAskedAndReadInItsOwnProtocol() {
        server.answers(200, GRAPHHOPPER_ROUTE);
        Way way = routing("graphhopper", Map.of("ROUTING_KEY", "a&b")).between(MERDEKA, AMPANG);
        assertThat(way).isEqualTo(new Way(3902.118 / 1000, 401_236 / 1000.0 / 60, Way.Source.GRAPHHOPPER));
        assertThat(server.questions())
                .containsExactly("/route?point=3.13900,101.68690&point=3.15000,101.71000&profile=car"
                        + "&calc_points=false&instructions=false&key=a%26b");
    }

    @Test
    void aServerMayStandBehindAPath() {
        server.answers(200, OSRM_ROUTE);
        routing("osrm", Map.of("ROUTING_URL", server.address() + "/malaysia/")).between(MERDEKA, AMPANG);
        assertThat(server.questions().getFirst()).startsWith("/malaysia/route/v1/driving/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"osrm", "graphhopper"})
    void whereNoRoadLeadsTheLineIsTaken(String provider) {
        server.answers(400, provider.equals("osrm") ? OSRM_NO_ROUTE : GRAPHHOPPER_NO_ROUTE);
        Routing routing = routing(provider, Map.of("ROUTING_FAILURES", "1"));
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        // It is an answer: remembered, and no reason to leave the server alone.
        assertThat(server.questions()).hasSize(1);
        server.answers(200, provider.equals("osrm") ? OSRM_ROUTE : GRAPHHOPPER_ROUTE);
        assertThat(routing.between(AMPANG, MERDEKA).source()).isNotEqualTo(Way.Source.STRAIGHT_LINE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoRoute", "NoSegment", "InvalidQuery", "InvalidValue", "TooBig"})
    void whatOsrmSaysOfAQuestionIsNoFailureOfTheServer(String code) {
        refusedForAWhile("osrm", "{\"code\":\"" + code + "\",\"message\":\"no\"}", OSRM_ROUTE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ConnectionNotFoundException",
                "PointNotFoundException",
                "PointOutOfBoundsException",
                "PointDistanceExceededException",
                "MaximumNodesExceededException"
            })
    void whatGraphHopperSaysOfAQuestionIsNoFailureOfTheServer(String exception) {
        String hint = "{\"message\":\"no\",\"details\":\"com.graphhopper.util.exceptions." + exception + "\"}";
        refusedForAWhile("graphhopper", "{\"message\":\"no\",\"hints\":[" + hint + "]}", GRAPHHOPPER_ROUTE);
    }

    private void refusedForAWhile(String provider, String refusal, String route) {
        server.answers(400, refusal);
        Routing routing = routing(provider, Map.of("ROUTING_FAILURES", "1", "ROUTING_PAUSE", "1h"));
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(server.questions()).hasSize(1);
        assertThat(counted("no_route")).isEqualTo(1);
        server.answers(200, route);
        clock.advance(Duration.ofSeconds(61));
        assertThat(routing.between(MERDEKA, AMPANG).source()).isNotEqualTo(Way.Source.STRAIGHT_LINE);
    }

    @Test
    void anAddressThatIsNoneOfTheServerIsAFailure() {
        Routing routing = routing("osrm", Map.of());
        server.answers(400, "{\"code\":\"InvalidUrl\",\"message\":\"URL string malformed\"}");
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(counted("failed")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>Bad gateway</html>",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":38",
                "{\"code\":\"Ok\",\"routes\":[]}",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":-1,\"duration\":5}]}",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":\"far\",\"duration\":5}]}",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":3871.3}]}",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":NaN,\"duration\":5}],\"paths\":[{\"distance\":NaN,\"time\":5}]}",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":1e999,\"duration\":5}],\"paths\":[{\"distance\":1e999,\"time\":5}]}",
                "{\"code\":\"Ok\",\"routes\":[{\"distance\":5,\"duration\":-1}],\"paths\":[{\"distance\":5,\"time\":-1}]}",
                "{\"code\":\"Ok\",\"routes\":{\"distance\":5},\"paths\":{\"distance\":5}}",
                "{\"code\":\"InvalidQuery\",\"routes\":[{\"distance\":3871.3,\"duration\":394.5}]}",
                "[[[]]]",
                "null"
            })
    void whatIsNoAnswerIsAFailure(String body) {
        server.answers(200, body);
        for (String provider : List.of("osrm", "graphhopper")) {
            Routing routing = routing(provider, Map.of());
            assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        }
        assertThat(counted("failed")).isEqualTo(2);
    }

    @Test
    void aServerInTroubleIsAFailure() {
        Routing routing = routing("osrm", Map.of("ROUTING_FAILURES", "100"));
        server.answers(500, OSRM_ROUTE);
        assertThat(routing.between(MERDEKA, AMPANG).source()).isEqualTo(Way.Source.STRAIGHT_LINE);
        server.answers(429, "{\"message\":\"limit\"}");
        assertThat(routing.between(MERDEKA, AMPANG).source()).isEqualTo(Way.Source.STRAIGHT_LINE);
        server.hangsUp();
        assertThat(routing.between(MERDEKA, AMPANG).source()).isEqualTo(Way.Source.STRAIGHT_LINE);
        server.answers(200, "{\"code\":\"Ok\",\"padding\":\"" + "x".repeat(1 << 20) + "\"}");
        assertThat(routing.between(MERDEKA, AMPANG).source()).isEqualTo(Way.Source.STRAIGHT_LINE);
        assertThat(counted("failed")).isEqualTo(4);
        // Nothing of this was remembered.
        server.answers(200, OSRM_ROUTE);
        assertThat(routing.between(MERDEKA, AMPANG).source()).isEqualTo(Way.Source.OSRM);
    }

    @Test
    void aSlowServerIsNotWaitedForLongerThanAllowed() {
        Routing routing = routing("osrm", Map.of("ROUTING_TIMEOUT", "300ms", "ROUTING_FAILURES", "100"));
        server.staysSilent();
        long began = System.nanoTime();
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        server.stopsInTheMiddle();
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(counted("failed")).isEqualTo(2);
    }

    @Test
    void aServerThatFailsAgainAndAgainIsLeftAloneForAWhile() {
        Routing routing = routing("osrm", Map.of("ROUTING_FAILURES", "3", "ROUTING_PAUSE", "1h"));
        server.answers(500, "");
        for (int i = 0; i < 10; i++) {
            assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        }
        assertThat(server.questions()).hasSize(3);
        assertThat(counted("paused")).isEqualTo(7);

        clock.advance(Duration.ofMinutes(61));
        routing.between(MERDEKA, AMPANG);
        routing.between(MERDEKA, AMPANG);
        assertThat(server.questions()).as("one tries, and fails").hasSize(4);

        clock.advance(Duration.ofMinutes(61));
        server.answers(200, OSRM_ROUTE);
        assertThat(routing.between(MERDEKA, AMPANG).source()).isEqualTo(Way.Source.OSRM);
        assertThat(routing.between(AMPANG, MERDEKA).source()).isEqualTo(Way.Source.OSRM);
    }

    @Test
    void anAnswerIsRememberedForAWhileAndWithinAMetre() {
        server.answers(200, OSRM_ROUTE);
        Routing routing = routing("osrm", Map.of("ROUTING_CACHE_FOR", "10m"));
        Way way = routing.between(MERDEKA, AMPANG);
        assertThat(routing.between(new Position(3.139002, 101.686898), AMPANG)).isEqualTo(way);
        assertThat(server.questions()).hasSize(1);
        clock.advance(Duration.ofMinutes(11));
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(way);
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void noMoreThanSoManyAnswersAreRemembered() {
        server.answers(200, OSRM_ROUTE);
        Routing routing = routing("osrm", Map.of("ROUTING_CACHE_SIZE", "0"));
        routing.between(MERDEKA, AMPANG);
        routing.between(MERDEKA, AMPANG);
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void aServerWithoutTheRoadsOfARegionIsNotBelieved() {
        server.answers(200, OSRM_ROUTE.replace("3871.3", "0"));
        Position penang = new Position(5.4141, 100.3288);
        assertThat(routing("osrm", Map.of()).between(MERDEKA, penang)).isEqualTo(straight(MERDEKA, penang));
        assertThat(counted("no_route")).isEqualTo(1);
    }

    /** Metres and seconds: around the earth, in a second, for days. */
    @ParameterizedTest
    @CsvSource({"30000000, 1500000", "30000, 1", "3871.3, 200000"})
    void aWayThatNoRoadExplainsIsNotBelieved(double metres, double seconds) {
        server.answersOsrm(metres, seconds);
        assertThat(routing("osrm", Map.of()).between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(counted("no_route")).isEqualTo(1);
    }

    @Test
    void aRedirectIsNotFollowed() {
        try (RoadServerStandIn other = new RoadServerStandIn()) {
            other.answersOsrm(3_871.3, 394.5);
            server.redirects(other.address() + "/route/v1/driving/0,0;1,1");
            assertThat(routing("osrm", Map.of()).between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
            assertThat(counted("failed")).isEqualTo(1);
            assertThat(other.questions()).isEmpty();
        }
    }

    @Test
    void anAnswerWithoutAnEndIsNotReadForLong() {
        Routing routing = routing("osrm", Map.of("ROUTING_TIMEOUT", "300ms", "ROUTING_FAILURES", "100"));
        long began = System.nanoTime();
        server.drips();
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        server.answersWithoutEnd();
        assertThat(routing.between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
        assertThat(counted("failed")).isEqualTo(2);
    }

    @Test
    void nobodyListens() {
        server.close();
        assertThat(routing("osrm", Map.of()).between(MERDEKA, AMPANG)).isEqualTo(straight(MERDEKA, AMPANG));
        assertThat(counted("failed")).isEqualTo(1);
    }

    @Test
    void settingsThatCannotWorkStopTheStart() {
        for (Map<String, String> wrong : List.of(
                Map.of("ROUTING", "google"),
                Map.of("ROUTING", "osrm"),
                Map.of("ROUTING", "osrm", "ROUTING_URL", "router"),
                Map.of("ROUTING_TIMEOUT", "0s"),
                Map.of("ROUTING_TIMEOUT", "11s"),
                Map.of("ROUTING_PAUSE", "0s"),
                Map.of("ROUTING_CACHE_FOR", "0s"),
                Map.of("ROUTING_ROAD_FACTOR_PERCENT", "99"))) {
            assertThatThrownBy(() -> RoutingSettings.from(Environment.of(wrong)))
                    .as(wrong.toString())
                    .isInstanceOf(SettingsException.class)
                    .hasMessageContaining("ROUTING");
        }
    }
}
