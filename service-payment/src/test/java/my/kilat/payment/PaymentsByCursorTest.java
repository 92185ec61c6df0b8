package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The list of payments, read by cursor. */
class PaymentsByCursorTest {
    private static final String LIST = "/api/v1/payments";

    private static World world;

    @BeforeAll
    static void start() {
        world = World.start();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void anOwnerReadsTheirListToItsEndWhilePaymentsAreAdded() {
        UUID id = UUID.randomUUID();
        List<UUID> paid = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            paid.add(paidBy(id));
        }
        world.paid();
        ApiClient owner = world.service().client(Role.OWNER, id);
        JsonNode first = owner.get(LIST + "?limit=2&cursor=").expect(200).json();
        assertThat(bookings(first)).isEqualTo(paid.reversed().subList(0, 2));
        assertThat(first.path("data").has("total")).isFalse();
        assertThat(first.at("/pagination/limit").asInt()).isEqualTo(2);
        assertThat(first.path("pagination").has("total")).isFalse();
        String cursor = first.at("/pagination/next_cursor").asText();

        paidBy(id);
        JsonNode last =
                owner.get(LIST + "?limit=2&cursor=" + cursor).expect(200).json();
        assertThat(bookings(last)).containsExactly(paid.getFirst());
        assertThat(last.path("pagination").toString()).isEqualTo("{\"limit\":2}");

        assertThat(owner.get(LIST + "?page=1&cursor=" + cursor).expect(400).error())
                .isEqualTo("send either page or cursor, not both");
        for (String wrong :
                List.of("x", cursor.substring(1), (cursor.startsWith("B") ? "C" : "B") + cursor.substring(1))) {
            assertThat(owner.get(LIST + "?cursor=" + wrong).expect(400).error()).contains("next_cursor");
        }
        world.service().client(Role.OWNER).get(LIST + "?cursor=" + cursor).expect(400);
        world.service().client(Role.RUNNER, id).get(LIST + "?cursor=" + cursor).expect(400);
        world.admin().get(LIST + "?cursor=" + cursor).expect(400);
    }

    @Test
    void everyRoleReadsWhatItsPagesShow() {
        Ride released = world.released();
        Ride held = world.requested(
                new Ride(UUID.randomUUID(), Ride.some().number(), UUID.randomUUID(), released.runnerId(), 1000));
        world.pay(held).expect(201);
        world.events().publish(held.accepted());
        world.awaitFact(held, "runner_id is not null");
        assertThat(all(world.runner(released))).containsExactly(released.bookingId());
        assertThat(all(world.owner(released))).containsExactly(released.bookingId());
        assertThat(all(world.service().client(Role.SHOP))).isEmpty();
        assertThat(all(world.admin()))
                .contains(released.bookingId(), held.bookingId())
                .hasSize((int) world.number("select count(*) from payment"))
                .isEqualTo(bookings(
                        world.admin().get(LIST + "?limit=100").expect(200).json()));
        world.service().client().get(LIST + "?cursor=").expect(401);
    }

    private static UUID paidBy(UUID owner) {
        Ride like = Ride.some();
        Ride ride = world.requested(new Ride(like.bookingId(), like.number(), owner, like.runnerId(), 1000));
        world.pay(ride).expect(201);
        return ride.bookingId();
    }

    private static List<UUID> all(ApiClient client) {
        List<UUID> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    client.get(LIST + "?limit=1&cursor=" + cursor).expect(200).json();
            all.addAll(bookings(page));
            cursor = page.at("/pagination/next_cursor").asText("");
        } while (!cursor.isEmpty());
        return all;
    }

    private static List<UUID> bookings(JsonNode list) {
        List<UUID> ids = new ArrayList<>();
        for (JsonNode row : list.at("/data/items")) {
            ids.add(UUID.fromString(row.path("booking_id").asText()));
        }
        return ids;
    }
}
