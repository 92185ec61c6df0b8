package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.event.EventType;
import my.kilat.platform.fixture.RoadServerStandIn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The price follows the road where a server knows it, and is never worked out again. */
class RoadPricesTest {
    private final RoadServerStandIn roads = new RoadServerStandIn();
    private Town town;

    @BeforeEach
    void open() {
        town = Town.open(Map.of(
                "ROUTING", "osrm", "ROUTING_URL", roads.address(), "ROUTING_TIMEOUT", "3s", "ROUTING_CACHE_SIZE", "0"));
    }

    @AfterEach
    void close() {
        town.close();
        roads.close();
    }

    private List<List<String>> stored(JsonNode booking) {
        return town.rows("select route_source, estimated_price_cents from booking where id = '"
                + booking.path("id").asText() + "'");
    }

    @Test
    void aRideIsPricedByRoad() {
        roads.answersOsrm(3_871.3, 394.5);
        Person owner = town.owner();
        JsonNode booking = owner.book(Town.request()).expect(201).data();
        assertThat(booking.path("route_spec").path("distance_km").asDouble()).isEqualTo(3.8713);
        assertThat(booking.path("route_spec").path("estimated_duration_min").asInt())
                .isEqualTo(7);
        assertThat(booking.path("estimated_price_cents").asLong()).isEqualTo(500 + 967 + 500 + 500);
        assertThat(stored(booking)).containsExactly(List.of("osrm", "2467"));

        roads.answersOsrm(9_000, 1_000);
        assertThat(owner.get(UUID.fromString(booking.path("id").asText()))
                        .expect(200)
                        .data())
                .isEqualTo(booking);
    }

    @Test
    void aPriceOfTheStraightLineStaysWhenTheServerIsBack() {
        roads.answers(500, "");
        Person owner = town.owner();
        JsonNode booking = owner.book(Town.request()).expect(201).data();
        UUID id = UUID.fromString(booking.path("id").asText());
        assertThat(booking.path("estimated_price_cents").asLong()).isEqualTo(2_210);
        assertThat(booking.path("route_spec").path("distance_km").asDouble()).isEqualTo(2.84147);
        assertThat(stored(booking)).containsExactly(List.of("straight_line", "2210"));

        roads.answersOsrm(3_871.3, 394.5);
        assertThat(owner.get(id).expect(200).data()).isEqualTo(booking);
        assertThat(town.await(EventType.BOOKING_REQUESTED, id)
                        .path("estimated_price_cents")
                        .asLong())
                .isEqualTo(2_210);
    }

    @Test
    void aRepeatedRequestHasThePriceOfTheFirst() {
        roads.answersOsrm(3_871.3, 394.5);
        Person owner = town.owner().sending("Idempotency-Key", "ride-1");
        JsonNode booking = owner.book(Town.request()).expect(201).data();
        roads.answersOsrm(9_000, 1_000);
        assertThat(owner.book(Town.request()).expect(201).data()).isEqualTo(booking);
        assertThat(stored(booking)).containsExactly(List.of("osrm", "2467"));
    }
}
