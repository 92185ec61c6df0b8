package my.kilat.bench.live;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import my.kilat.bench.BenchException;
import my.kilat.bench.load.Connection;
import my.kilat.bench.platform.Account;
import my.kilat.bench.platform.Platform;
import my.kilat.bench.platform.Units;
import my.kilat.bench.traffic.Followed;
import my.kilat.bench.traffic.LiveTraffic;
import my.kilat.bench.traffic.StatusSocket;

/**
 * Whole rides that begin at fixed times, each on a connection and with a socket of its own, and how long it takes until
 * others see what happens in them.
 */
final class RideEffects {
    /** What the services publish of a ride from its request to the runner's pay. */
    static final int EVENTS_OF_A_RIDE = 13;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(2);
    private static final int MOST_LOOKS = 5_000;

    private final Platform platform;
    private final LiveTraffic traffic;
    private final Units units;
    private final List<Account> owners;
    private final List<Account> runners;
    private final AtomicInteger next = new AtomicInteger();

    /** From the answer to an acceptance until the tracking service has begun the trip. */
    final Delays effect = new Delays();

    /** From the request that changes a status until its frame. */
    final Delays status = new Delays();

    /** From the owner's confirmation until it is answered with a booking that is completed. */
    final Delays confirmed = new Delays();

    final LongAdder failed = new LongAdder();

    RideEffects(Platform platform, LiveTraffic traffic, Units units, List<Account> owners, List<Account> runners) {
        this.platform = platform;
        this.traffic = traffic;
        this.units = units;
        this.owners = owners;
        this.runners = runners;
    }

    /** Begins so many rides as cause this many events a second, and waits until all have ended. */
    void run(int eventsPerSecond, Duration length) {
        long between = Duration.ofSeconds(1).toNanos() * EVENTS_OF_A_RIDE / eventsPerSecond;
        long begin = System.nanoTime();
        try (ExecutorService rides = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long due = 0; due < length.toNanos(); due += between) {
                sleepUntil(begin + due);
                rides.execute(this::ride);
            }
        }
    }

    private void ride() {
        int number = next.getAndIncrement();
        Account owner = owners.get(number % owners.size());
        Account runner = runners.get(number % runners.size());
        try (Connection connection = new Connection(platform.gateway())) {
            ride(connection, owner, runner);
        } catch (IOException | BenchException e) {
            failed.increment();
        }
    }

    private void ride(Connection connection, Account owner, Account runner) throws IOException {
        String path = units.accepted(connection, owner, runner);
        String booking = path.substring(path.lastIndexOf('/') + 1);
        effect.add(begun(connection, owner, booking));
        try (StatusSocket socket = traffic.statuses(new Followed(runner.token(), owner.token(), booking))) {
            socket.awaitOpen();
            change(connection, runner, path + "/pickup", socket, "in_progress");
            change(connection, runner, path + "/deliver", socket, "delivered");
            confirm(connection, owner, path);
        }
    }

    /** How long after the answer to an acceptance the tracking service has begun the trip. */
    private static long begun(Connection connection, Account owner, String booking) throws IOException {
        long accepted = System.nanoTime();
        for (int look = 0; look < MOST_LOOKS; look++) {
            int status = owner.send(connection, "GET", "/api/v1/tracking/" + booking, null)
                    .status();
            if (status == 200) {
                return System.nanoTime() - accepted;
            }
            if (status != 404) {
                throw new BenchException("the trip cannot be read: " + status);
            }
            sleepUntil(System.nanoTime() + BETWEEN_LOOKS.toNanos());
        }
        throw new BenchException("an acceptance has no effect");
    }

    private void change(Connection connection, Account runner, String path, StatusSocket socket, String to)
            throws IOException {
        long sent = System.nanoTime();
        Account.data(runner.send(connection, "POST", path, null), 200);
        status.add(socket.shownAt(to) - sent);
    }

    private void confirm(Connection connection, Account owner, String path) throws IOException {
        long sent = System.nanoTime();
        String state = status(owner.send(connection, "POST", path + "/confirm", null));
        for (int look = 0; !state.equals("completed"); look++) {
            if (look == MOST_LOOKS) {
                throw new BenchException("a booking is not completed");
            }
            sleepUntil(System.nanoTime() + BETWEEN_LOOKS.toNanos());
            state = status(owner.send(connection, "GET", path, null));
        }
        confirmed.add(System.nanoTime() - sent);
    }

    private static String status(Connection.Answer answer) {
        return Account.data(answer, 200).path("status").asText();
    }

    private static void sleepUntil(long nanos) {
        long rest = nanos - System.nanoTime();
        if (rest > 0) {
            try {
                Thread.sleep(Duration.ofNanos(rest));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new BenchException("interrupted", e);
            }
        }
    }
}
