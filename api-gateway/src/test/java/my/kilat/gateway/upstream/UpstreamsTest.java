package my.kilat.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.Test;

/** Which machine is asked. */
class UpstreamsTest {
    private static final long MILLIS = 1_000_000;

    private final AtomicReference<List<String>> addresses = new AtomicReference<>(List.of("10.0.0.1", "10.0.0.2"));

    private InetAddress[] resolve(String name) throws UnknownHostException {
        if (addresses.get().isEmpty()) {
            throw new UnknownHostException(name);
        }
        return addresses.get().stream().map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    private static UpstreamSettings settings(String instances) {
        return UpstreamSettings.from(
                Environment.of(Map.of("UPSTREAM_BOOKING", instances, "UPSTREAM_BREAKER_PAUSE", "100ms")),
                Component.BOOKING);
    }

    private static List<String> known(Upstream upstream) {
        return upstream.instances().stream()
                .map(instance -> instance.address().getAddress().getHostAddress() + ":"
                        + instance.address().getPort())
                .toList();
    }

    @Test
    void aNameIsResolvedAgainAndAgainAndWhoStaysIsTheSame() {
        try (Upstreams upstreams =
                new Upstreams(List.of(settings("http://booking:8001")), Duration.ofMillis(20), this::resolve)) {
            upstreams.start();
            Upstream booking = upstreams.get("booking");
            assertThat(known(booking)).containsExactly("10.0.0.1:8001", "10.0.0.2:8001");
            Instance staying = booking.instances().get(1);

            addresses.set(List.of("10.0.0.2", "10.0.0.3"));
            await().atMost(Duration.ofSeconds(5))
                    .until(() -> known(booking).equals(List.of("10.0.0.2:8001", "10.0.0.3:8001")));
            assertThat(booking.instances().getFirst()).isSameAs(staying);

            addresses.set(List.of());
            await().during(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> known(booking).size() == 2);
        }
    }

    private Upstream two() {
        Upstreams upstreams =
                new Upstreams(List.of(settings("http://booking:8001")), Duration.ofDays(1), this::resolve);
        upstreams.start();
        upstreams.close();
        return upstreams.get("booking");
    }

    @Test
    void theLessBusyOfTwoIsAsked() {
        Upstream upstream = two();
        Instance busy = upstream.instances().getFirst();
        busy.begin();
        busy.begin();
        for (int i = 0; i < 50; i++) {
            assertThat(upstream.choose(0, null)).isNotSameAs(busy);
        }
    }

    @Test
    void whoFailsIsLeftAloneForGrowingPausesAndSparedWhenItComesBack() {
        Upstream upstream = two();
        Instance failing = upstream.instances().getFirst();
        for (int i = 0; i < 5; i++) {
            failing.failed(0);
        }
        assertThat(failing.admits(99 * MILLIS)).isFalse();
        assertThat(failing.admits(100 * MILLIS)).isTrue();
        assertThat(failing.admits(101 * MILLIS)).as("one tries at a time").isFalse();
        failing.failed(110 * MILLIS);
        assertThat(failing.admits(300 * MILLIS))
                .as("the second pause is longer")
                .isFalse();
        assertThat(failing.admits(311 * MILLIS)).isTrue();
        failing.succeeded(320 * MILLIS);
        assertThat(failing.closedOff()).isFalse();
        assertThat(failing.load(330 * MILLIS))
                .isGreaterThan(upstream.instances().get(1).load(330 * MILLIS));
        assertThat(failing.load(320 * MILLIS + Duration.ofSeconds(11).toNanos()))
                .isEqualTo(1);
    }

    @Test
    void whatWasUnderWayWhenItWasClosedOffDoesNotLengthenThePause() {
        Instance failing = two().instances().getFirst();
        for (int i = 0; i < 50; i++) {
            failing.failed(i * MILLIS);
        }
        assertThat(failing.admits(103 * MILLIS)).isFalse();
        assertThat(failing.admits(105 * MILLIS))
                .as("100 ms after the fifth failure")
                .isTrue();
        failing.succeeded(106 * MILLIS);
        assertThat(failing.closedOff()).isFalse();
    }

    @Test
    void whenAllAreClosedOffNobodyIsAsked() {
        Upstream upstream = two();
        upstream.instances().forEach(instance -> {
            for (int i = 0; i < 5; i++) {
                instance.failed(0);
            }
        });
        assertThat(upstream.choose(50 * MILLIS, null)).isNull();
        assertThat(upstream.choose(150 * MILLIS, null)).isNotNull();
    }
}
