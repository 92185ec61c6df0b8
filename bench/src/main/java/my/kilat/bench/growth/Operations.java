package my.kilat.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Connection;
import my.kilat.bench.load.Load;
import my.kilat.bench.platform.Account;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.platform.Units;
import my.kilat.platform.json.Json;

/** What is measured, against the bookings that are there now. */
final class Operations {
    private static final int PAGE = 20;

    /** The newest tenth of the bookings has trips; so many at the smallest size. */
    private static final long WITH_TRIP = GrowthCommand.SMALLEST / 10;

    private static final List<String> STATUSES =
            List.of("requested", "accepted", "in_progress", "delivered", "completed", "cancelled");

    private final People people;
    private final List<Operation> all = new ArrayList<>();

    private record Owned(Account owner, String booking) {}

    Operations(Platform platform, People people) throws IOException {
        this.people = people;
        try (Connection connection = new Connection(platform.gateway())) {
            addAll(connection);
        }
    }

    List<Operation> all() {
        return List.copyOf(all);
    }

    private void addAll(Connection connection) throws IOException {
        List<Owned> rides = rides(connection);
        flat(
                "create a booking",
                (to, worker, round) -> Account.require(
                        owner(worker, round).send(to, "POST", "/api/v1/bookings", Units.request()), 201));
        flat("read a booking", (to, worker, round) -> {
            Owned ride = any(rides);
            get(to, ride.owner, "/api/v1/bookings/" + ride.booking);
        });
        flat("payment of a booking", (to, worker, round) -> {
            Owned ride = any(rides);
            get(to, ride.owner, "/api/v1/payments/booking/" + ride.booking);
        });
        flat("track of a ride", (to, worker, round) -> {
            Owned ride = any(rides);
            get(to, ride.owner, "/api/v1/tracking/" + ride.booking);
        });
        flat("list of an owner", (to, worker, round) -> get(to, owner(worker, round), page(1, "")));
        flat("list of an owner, completed", (to, worker, round) -> get(to, owner(worker, round), page(1, "completed")));
        flat("list of a runner", (to, worker, round) -> get(to, runner(worker, round), page(1, "")));
        flat("open jobs", (to, worker, round) -> get(to, runner(worker, round), page(1, "requested")));
        flat("inbox", (to, worker, round) -> get(to, owner(worker, round), "/api/v1/notifications?page=1&limit=20"));
        flat("runners nearby", (to, worker, round) -> get(to, owner(worker, round), nearby()));
        long last = lastPage(connection);
        deep("admin's list", page(1, ""));
        deep("admin's list, page 50", page(50, ""));
        deep("admin's list, last page", page(last, ""));
        for (String status : STATUSES) {
            deep("admin's list, " + status, page(1, status));
        }
        deep("admin's list, completed, page 50", page(50, "completed"));
    }

    private void flat(String name, Load.Unit unit) {
        all.add(new Operation(name, Operation.FLAT, unit));
    }

    private void deep(String name, String path) {
        all.add(new Operation(name, Operation.DEEP, (to, worker, round) -> get(to, people.admin(), path)));
    }

    /** Rides with a trip, which the newest completed ones have at each size. */
    private List<Owned> rides(Connection connection) throws IOException {
        List<Owned> found = new ArrayList<>();
        for (Account owner : people.owners()) {
            JsonNode list = Account.data(owner.send(connection, "GET", page(1, "completed"), null), 200);
            for (JsonNode booking : list) {
                if (hasTrip(booking.path("booking_number").asText())) {
                    found.add(new Owned(owner, booking.path("id").asText()));
                }
            }
        }
        if (found.isEmpty()) {
            throw new BenchException("no filled ride has a trip");
        }
        return found;
    }

    private static boolean hasTrip(String number) {
        return number.startsWith(Filling.NUMBER_PREFIX)
                && Long.parseLong(number.substring(Filling.NUMBER_PREFIX.length())) <= WITH_TRIP;
    }

    private long lastPage(Connection connection) throws IOException {
        Connection.Answer answer = people.admin().send(connection, "GET", page(1, ""), null);
        Account.require(answer, 200);
        long total = Json.read(answer.body(), JsonNode.class)
                .path("pagination")
                .path("total")
                .asLong();
        return Math.max(1, (total + PAGE - 1) / PAGE);
    }

    private static String page(long page, String status) {
        return "/api/v1/bookings?page=" + page + "&limit=" + PAGE + (status.isEmpty() ? "" : "&status=" + status);
    }

    private static String nearby() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(
                Locale.ROOT,
                "/api/v1/runners/nearby?latitude=%.5f&longitude=%.5f&radius_km=10",
                3.12 + random.nextDouble() * 0.04,
                101.67 + random.nextDouble() * 0.04);
    }

    private Account owner(int worker, int round) {
        return people.owners().get((worker + round) % people.count());
    }

    private Account runner(int worker, int round) {
        return people.runners().get((worker + round) % people.count());
    }

    private static <T> T any(List<T> list) {
        return list.get(ThreadLocalRandom.current().nextInt(list.size()));
    }

    private static void get(Connection connection, Account account, String path) throws IOException {
        Account.require(account.send(connection, "GET", path, null), 200);
    }
}
