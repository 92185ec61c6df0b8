package my.kilat.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    private static final String BOOKINGS = "/api/v1/bookings?";
    private static final String PAYMENTS = "/api/v1/payments?";
    private static final String INBOX = "/api/v1/notifications?";

    private static final int PAGE = 20;
    private static final int LARGEST_PAGE = 100;

    /** Rows in front of a page far down: fewer than the smallest size has. */
    private static final int FAR = 900;

    /** The newest tenth of the bookings has trips; so many at the smallest size. */
    private static final long WITH_TRIP = GrowthCommand.SMALLEST / 10;

    private static final List<String> STATUSES =
            List.of("requested", "accepted", "in_progress", "delivered", "completed", "cancelled");

    private final Platform platform;
    private final People people;
    private final List<Operation> all = new ArrayList<>();
    private final Queue<Owned> created = new ConcurrentLinkedQueue<>();

    private record Owned(Account owner, String booking) {}

    Operations(Platform platform, People people) throws IOException {
        this.platform = platform;
        this.people = people;
        try (Connection connection = new Connection(platform.gateway())) {
            addAll(connection);
        }
    }

    List<Operation> all() {
        return List.copyOf(all);
    }

    /**
     * Cancels the bookings that were created, so that those which are requested are as many at every size, and has the server tidy up
     * after that, as it would do by itself within minutes.
     */
    void cancelCreated() throws IOException {
        if (created.isEmpty()) {
            return;
        }
        try (Connection connection = new Connection(platform.gateway())) {
            for (Owned booking = created.poll(); booking != null; booking = created.poll()) {
                Account.require(
                        booking.owner.send(connection, "POST", "/api/v1/bookings/" + booking.booking + "/cancel", "{}"),
                        200);
            }
        }
        platform.awaitQuiet();
        Filling.vacuum(platform);
    }

    private void addAll(Connection connection) throws IOException {
        List<Owned> rides = rides(connection);
        flat("create a booking", (to, worker, round) -> {
            Account owner = owner(worker, round);
            JsonNode booking = Account.data(owner.send(to, "POST", "/api/v1/bookings", Units.request()), 201);
            created.add(new Owned(owner, booking.path("id").asText()));
        });
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
        flat(
                "payments of an owner",
                (to, worker, round) -> get(to, owner(worker, round), PAYMENTS + "page=1&limit=20"));
        flat("inbox", (to, worker, round) -> get(to, owner(worker, round), INBOX + "page=1&limit=20"));
        flat("runners nearby", (to, worker, round) -> get(to, owner(worker, round), nearby()));
        long last = lastPage(connection);
        counted("admin's bookings", page(1, ""));
        counted("admin's bookings, page 50", page(50, ""));
        counted("admin's bookings, last page", page(last, ""));
        for (String status : STATUSES) {
            counted("admin's bookings, " + status, page(1, status));
        }
        counted("admin's bookings, completed, page 50", page(50, "completed"));
        counted("admin's payments", PAYMENTS + "page=1&limit=20");
        counted("admin's payments, page 50", PAYMENTS + "page=50&limit=20");
        addCursors(connection);
    }

    private void addCursors(Connection connection) throws IOException {
        cursor("list of an owner", (to, worker, round) -> get(to, owner(worker, round), first(BOOKINGS)));
        cursor(
                "list of an owner, completed",
                (to, worker, round) -> get(to, owner(worker, round), first(BOOKINGS + "status=completed&")));
        cursor("list of a runner", (to, worker, round) -> get(to, runner(worker, round), first(BOOKINGS)));
        cursor(
                "open jobs",
                (to, worker, round) -> get(to, runner(worker, round), first(BOOKINGS + "status=requested&")));
        cursor("payments of an owner", (to, worker, round) -> get(to, owner(worker, round), first(PAYMENTS)));
        cursor("inbox", (to, worker, round) -> get(to, owner(worker, round), first(INBOX)));
        cursorOfAdmin("admin's bookings", first(BOOKINGS));
        for (String status : STATUSES) {
            cursorOfAdmin("admin's bookings, " + status, first(BOOKINGS + "status=" + status + "&"));
        }
        cursorOfAdmin("admin's bookings, behind " + FAR, far(connection, BOOKINGS));
        cursorOfAdmin("admin's payments", first(PAYMENTS));
        cursorOfAdmin("admin's payments, behind " + FAR, far(connection, PAYMENTS));
    }

    private static String first(String list) {
        return list + "limit=" + PAGE + "&cursor=";
    }

    /** The page behind so many rows, which has to be turned to. */
    private String far(Connection connection, String list) throws IOException {
        String cursor = "";
        for (int i = 0; i < FAR / LARGEST_PAGE; i++) {
            Connection.Answer answer =
                    people.admin().send(connection, "GET", list + "limit=" + LARGEST_PAGE + "&cursor=" + cursor, null);
            Account.require(answer, 200);
            cursor = Json.read(answer.body(), JsonNode.class)
                    .at("/pagination/next_cursor")
                    .asText();
        }
        return first(list) + cursor;
    }

    private void flat(String name, Load.Unit unit) {
        all.add(new Operation(new Subject(name, Group.PERSON, Subject.FLAT), unit));
    }

    private void counted(String name, String path) {
        all.add(new Operation(new Subject(name, Group.ADMIN, Subject.COUNTED), ofAdmin(path)));
    }

    private void cursor(String name, Load.Unit unit) {
        all.add(new Operation(new Subject(name, Group.CURSOR, Subject.FLAT), unit));
    }

    private void cursorOfAdmin(String name, String path) {
        cursor(name, ofAdmin(path));
    }

    private Load.Unit ofAdmin(String path) {
        return (to, worker, round) -> get(to, people.admin(), path);
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
        return BOOKINGS + "page=" + page + "&limit=" + PAGE + (status.isEmpty() ? "" : "&status=" + status);
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
