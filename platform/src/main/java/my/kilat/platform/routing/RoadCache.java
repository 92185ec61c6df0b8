package my.kilat.platform.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import my.kilat.platform.geo.Way;

/**
 * A bounded cache of the answers of a server, with an expiry. The absence of a route is an answer too, but kept for a minute at
 * most: the server may be loading the roads of that region.
 */
final class RoadCache {
    private static final Duration ABSENCE_KEPT_FOR = Duration.ofMinutes(1);

    private final Cache<Question, Optional<Way>> answers;

    RoadCache(int size, Duration keptFor, InstantSource clock) {
        Duration absenceKeptFor = keptFor.compareTo(ABSENCE_KEPT_FOR) < 0 ? keptFor : ABSENCE_KEPT_FOR;
        answers = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfter(Expiry.<Question, Optional<Way>>writing(
                        (_, answer) -> answer.isPresent() ? keptFor : absenceKeptFor))
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .executor(Runnable::run)
                .build();
    }

    /** The cached answer, whose value is empty without a route; empty if none is cached. */
    Optional<Optional<Way>> find(Question question) {
        return Optional.ofNullable(answers.getIfPresent(question));
    }

    void put(Question question, Optional<Way> answer) {
        answers.put(question, answer);
    }
}
