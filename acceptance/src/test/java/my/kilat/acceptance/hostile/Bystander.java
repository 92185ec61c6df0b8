package my.kilat.acceptance.hostile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.acceptance.platform.Person;
import my.kilat.acceptance.platform.Rides;
import my.kilat.platform.fixture.ApiClient.Answer;

/**
 * Somebody who only uses the platform meanwhile: a request every 50 ms, whether the one before was answered or not. Time
 * counts from when each was due.
 */
final class Bystander implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(50);

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().factory());
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Double> millis = Collections.synchronizedList(new ArrayList<>());
    private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();
    private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
    private final List<Supplier<Answer>> kinds;
    private int next;

    Bystander(Kilat kilat) {
        Person owner = kilat.owner();
        Person runner = kilat.runner();
        UUID booking = Rides.book(owner);
        kinds = List.of(
                () -> owner.client().get("/api/v1/bookings/" + booking),
                () -> owner.client().get("/api/v1/bookings?page=1&limit=20"),
                () -> owner.client().post("/api/v1/bookings", Rides.request()),
                () -> owner.client().get("/api/v1/auth/profile"),
                () -> owner.client().get("/api/v1/notifications?page=1&limit=20"),
                () -> runner.client()
                        .post("/api/v1/runners/me/location", java.util.Map.of("latitude", 3.1, "longitude", 101.6)));
        var _ = pace.scheduleAtFixedRate(this::send, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void send() {
        long due = System.nanoTime();
        unanswered.add(due);
        Supplier<Answer> kind = kinds.get(next++ % kinds.size());
        var _ = requests.submit(() -> {
            try {
                Answer answer = kind.get();
                if (answer.status() >= 400) {
                    refused.add(answer.toString());
                }
            } catch (RuntimeException | AssertionError e) {
                refused.add(e.toString());
            }
            if (unanswered.remove(due)) {
                millis.add((System.nanoTime() - due) / 1e6);
            }
        });
    }

    /** Forgets what has been until now. */
    void begin() {
        unanswered.clear();
        millis.clear();
        refused.clear();
    }

    /**
     * How it went.
     *
     * @param p99 milliseconds
     * @param refused answers that were no success
     */
    record Impression(int requests, double p50, double p99, List<String> refused) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d requests, p50 %.0f ms, p99 %.0f ms, %d refused",
                    requests,
                    p50,
                    p99,
                    refused.size());
        }
    }

    /** How it went until now; a request without an answer has taken as long as it has waited. */
    Impression impression() {
        long now = System.nanoTime();
        List<Double> all = new ArrayList<>();
        unanswered.forEach(due -> all.add((now - due) / 1e6));
        synchronized (millis) {
            all.addAll(millis);
        }
        List<Double> sorted = all.stream().sorted().toList();
        return new Impression(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), List.copyOf(refused));
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share));
    }

    @Override
    public void close() {
        pace.shutdownNow();
        requests.shutdownNow();
    }
}
