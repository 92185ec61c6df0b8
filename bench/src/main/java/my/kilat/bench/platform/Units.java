package my.kilat.bench.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Connection;

/** The units of work that are measured. */
public final class Units {
    private static final int KEPT = 4_096;
    private static final int MOST_TRIES = 300;

    /** Sooner than a person asks again, and seldom enough for asking not to be what is measured. */
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(20);

    private final List<Account> owners;
    private final List<Account> runners;
    private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(KEPT);

    private record Known(Account owner, String id) {}

    /** The work of these people. */
    public Units(List<Account> owners, List<Account> runners) {
        this.owners = owners;
        this.runners = runners;
    }

    /** Requests a booking. */
    public void create(Connection connection, int worker, int round) throws IOException {
        Account owner = owners.get(worker % owners.size());
        JsonNode booking = created(connection, owner);
        known.set(
                ThreadLocalRandom.current().nextInt(KEPT),
                new Known(owner, booking.path("id").asText()));
    }

    /** Reads a booking that was requested before. */
    public void read(Connection connection, int worker, int round) throws IOException {
        Known booking = anyKnown();
        Account.require(booking.owner().send(connection, "GET", "/api/v1/bookings/" + booking.id(), null), 200);
    }

    /** Lists the 20 newest bookings of the worker's owner: a person may read only a few long lists at a time. */
    public void list(Connection connection, int worker, int round) throws IOException {
        Account owner = owners.get(worker % owners.size());
        Account.require(owner.send(connection, "GET", "/api/v1/bookings?page=1&limit=20", null), 200);
    }

    /** From the request to the runner's pay. */
    public void ride(Connection connection, int worker, int round) throws IOException {
        Account owner = owners.get(worker % owners.size());
        Account runner = runners.get(worker % runners.size());
        String path = accepted(connection, owner, runner);
        Account.require(runner.send(connection, "POST", path + "/pickup", null), 200);
        Account.require(runner.send(connection, "POST", path + "/deliver", null), 200);
        JsonNode confirmed = Account.data(owner.send(connection, "POST", path + "/confirm", null), 200);
        for (int i = 0; !confirmed.path("status").asText().equals("completed"); i++) {
            tryAgain(i, "completed");
            confirmed = Account.data(owner.send(connection, "GET", path, null), 200);
        }
    }

    /**
     * Gets a runner ready: with a profile, online, and with a ride under way, so that positions become waypoints. Returns the
     * path of its booking.
     */
    public String underWay(Connection connection, Account owner, Account runner) throws IOException {
        Account.data(
                runner.send(
                        connection,
                        "POST",
                        "/api/v1/runners",
                        "{\"vehicle_type\":\"car\",\"vehicle_plate\":\"W1\",\"vehicle_model\":\"Bezza\"}"),
                201);
        Account.data(
                runner.send(
                        connection, "POST", "/api/v1/runners/me/online", "{\"latitude\":3.139,\"longitude\":101.6869}"),
                200);
        String path = accepted(connection, owner, runner);
        Account.data(runner.send(connection, "POST", path + "/pickup", null), 200);
        return path;
    }

    /** Books and pays; returns the booking's path. */
    private String paid(Connection connection, Account owner) throws IOException {
        JsonNode booking = created(connection, owner);
        String id = booking.path("id").asText();
        Connection.Answer paid = owner.send(
                connection,
                "POST",
                "/api/v1/payments/initiate",
                String.format(
                        Locale.ROOT,
                        "{\"booking_id\":\"%s\",\"amount_cents\":%d,\"currency\":\"MYR\",\"customer_email\":\"\"}",
                        id,
                        booking.path("estimated_price_cents").asLong()));
        if (paid.status() != 201) {
            throw new BenchException("not paid: " + paid.status() + " " + paid.body());
        }
        return "/api/v1/bookings/" + id;
    }

    /** Books, pays and has it accepted; returns the booking's path. */
    public String accepted(Connection connection, Account owner, Account runner) throws IOException {
        String path = paid(connection, owner);
        for (int i = 0; ; i++) {
            Connection.Answer answer = runner.send(connection, "POST", path + "/accept", null);
            if (answer.status() == 200) {
                return path;
            }
            if (answer.status() != 409) {
                throw new BenchException("not accepted: " + answer.status() + " " + answer.body());
            }
            tryAgain(i, "accepted");
        }
    }

    /** Sends where a runner is. */
    public void position(Connection connection, int worker, int round) throws IOException {
        Account runner = runners.get(worker % runners.size());
        Account.require(
                runner.send(
                        connection,
                        "POST",
                        "/api/v1/runners/me/location",
                        String.format(
                                Locale.ROOT,
                                "{\"latitude\":%.6f,\"longitude\":101.6869,\"speed_kmh\":32,\"heading_degrees\":12}",
                                3.139 + (round % 1_000) * 0.0001)),
                200);
    }

    private static JsonNode created(Connection connection, Account owner) throws IOException {
        return Account.data(owner.send(connection, "POST", "/api/v1/bookings", request()), 201);
    }

    /** The body of a request for a ride somewhere in Kuala Lumpur. */
    public static String request() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(
                Locale.ROOT,
                """
                {"pet_spec":{"pet_type":"dog","name":"Bella","weight_kg":12.5,"breed":"","vaccinations":[]},\
                "pickup_address":{"line1":"12, Jalan Bukit Bintang","city":"Kuala Lumpur","state":"Malaysia",\
                "country":"Malaysia","latitude":%.6f,"longitude":%.6f},\
                "dropoff_address":{"line1":"45, Jalan Ampang","city":"Kuala Lumpur","state":"Malaysia",\
                "country":"Malaysia","latitude":%.6f,"longitude":%.6f},"notes":"bench"}""",
                3.1 + random.nextDouble() / 10,
                101.6 + random.nextDouble() / 10,
                3.1 + random.nextDouble() / 10,
                101.6 + random.nextDouble() / 10);
    }

    private Known anyKnown() {
        while (true) {
            Known booking = known.get(ThreadLocalRandom.current().nextInt(KEPT));
            if (booking != null) {
                return booking;
            }
        }
    }

    private static void tryAgain(int tries, String what) {
        if (tries == MOST_TRIES) {
            throw new BenchException("a booking does not become " + what);
        }
        try {
            Thread.sleep(BETWEEN_TRIES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
