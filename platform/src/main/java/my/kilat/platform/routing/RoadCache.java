package my.kilat.platform.routing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import my.kilat.platform.geo.Position;
import my.kilat.platform.geo.Way;

/** A bounded cache of the answers of a server, with an expiry. The absence of a route is an answer too. */
final class RoadCache {
    private final Cache<Question, Optional<Way>> answers;

    private record Question(Position from, Position to) {}

    RoadCache(int size, Duration keptFor, InstantSource clock) {
        answers = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(keptFor)
                .ticker(() -> ChronoUnit.NANOS.between(Instant.EPOCH, clock.instant()))
                .executor(Runnable::run)
                .build();
    }

    /** The cached answer, whose value is empty without a route; empty if none is cached. */
    Optional<Optional<Way>> find(Position from, Position to) {
        return Optional.ofNullable(answers.getIfPresent(new Question(from, to)));
    }

    void put(Position from, Position to, Optional<Way> answer) {
        answers.put(new Question(from, to), answer);
    }
}
