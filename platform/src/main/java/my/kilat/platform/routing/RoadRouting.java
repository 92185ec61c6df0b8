package my.kilat.platform.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ways along roads, from a server; the straight line if it knows no route, fails, or admits no calls at the moment. Only
 * failures of the server count for the circuit breaker, not what it says of a question.
 */
final class RoadRouting implements Routing {
    private static final Logger LOG = LoggerFactory.getLogger(RoadRouting.class);

    /** Concurrent calls; more would only make the server slower. */
    private static final int MOST_CALLS = 32;

    /**
     * A server without the roads of a region snaps both positions to its nearest road, perhaps the same one. A way is rejected
     * that is shorter than the straight line by more than this, in kilometres and as a share.
     */
    private static final double SNAPPED_KM = 2;

    private static final double SHORTEST_SHARE = 0.9;

    /**
     * Prices and deadlines follow from a way, so that one is rejected that no road and no vehicle explains: a detour of so many
     * kilometres and times the straight line, faster than a car can be, or slower than somebody on foot with hours to wait for a ferry.
     */
    private static final double DETOUR_KM = 100;

    private static final double LONGEST_SHARE = 10;
    private static final double FASTEST_KM_A_MINUTE = 200 / 60.0;
    private static final double LONGEST_WAIT_MINUTES = 12 * 60;
    private static final double SLOWEST_MINUTES_A_KM = 15;

    private final RoadClient client;
    private final RoadCache cache;
    private final CircuitBreaker breaker;
    private final Routing fallback;
    private final MeterRegistry meters;
    private final QuestionsUnderWay underWay;
    private final Semaphore calls = new Semaphore(MOST_CALLS);

    RoadRouting(RoadClient client, RoadCache cache, CircuitBreaker breaker, Routing fallback, MeterRegistry meters) {
        this.client = client;
        this.cache = cache;
        this.breaker = breaker;
        this.fallback = fallback;
        this.meters = meters;
        this.underWay = new QuestionsUnderWay(client.timeout());
    }

    /** Shows in the metrics of a service whether the server is left in peace. */
    RoadRouting shownFor(String service) {
        Gauge.builder("kilat.routing.paused", breaker, open -> open.isOpen() ? 1 : 0)
                .description("1 while the server of ways along roads is not asked, because it has failed several times")
                .tag("service", service)
                .tag("provider", client.source().word())
                .strongReference(true)
                .register(meters);
        return this;
    }

    @Override
    public boolean followsRoads() {
        return true;
    }

    @Override
    public Way between(Position from, Position to) {
        Question question = Question.of(from, to);
        Optional<Optional<Way>> known = cache.find(question);
        known.ifPresent(_ -> count("cached"));
        return known.orElseGet(() -> underWay.answer(question, this::ask, () -> count("shared")))
                .orElseGet(() -> fallback.between(from, to));
    }

    private Optional<Way> ask(Question question) {
        if (!calls.tryAcquire()) {
            count("busy");
            return Optional.empty();
        }
        try {
            Optional<CircuitBreaker.Attempt> admitted = breaker.admit();
            if (admitted.isEmpty()) {
                count("paused");
                return Optional.empty();
            }
            return ask(question, admitted.get());
        } finally {
            calls.release();
        }
    }

    private Optional<Way> ask(Question question, CircuitBreaker.Attempt attempt) {
        try {
            Optional<Way> answer = client.ask(question).filter(way -> isPlausible(way, question));
            breaker.succeeded(attempt);
            count(answer.isPresent() ? "found" : "no_route");
            cache.put(question, answer);
            return answer;
        } catch (IOException | RuntimeException e) {
            failed(attempt, e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void failed(CircuitBreaker.Attempt attempt, Exception e) {
        count("failed");
        if (breaker.failed(attempt)) {
            LOG.warn(
                    "the {} server does not answer, straight lines are used until it does: {}",
                    client.source().word(),
                    e.getMessage());
        }
    }

    private static boolean isPlausible(Way way, Question question) {
        double line = question.from().kilometresTo(question.to());
        return way.kilometres() + SNAPPED_KM >= line * SHORTEST_SHARE
                && way.kilometres() <= DETOUR_KM + line * LONGEST_SHARE
                && way.kilometres() <= SNAPPED_KM + way.minutes() * FASTEST_KM_A_MINUTE
                && way.minutes() <= LONGEST_WAIT_MINUTES + way.kilometres() * SLOWEST_MINUTES_A_KM;
    }

    private void count(String outcome) {
        Counter.builder("kilat.routing.questions")
                .description(
                        "Questions for a way along roads by outcome; cached and shared ones repeat the outcome of another")
                .tag("provider", client.source().word())
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
