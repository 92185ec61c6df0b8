package my.kilat.runner.domain;

import java.time.Instant;
import my.kilat.contract.runner.BufferedLocationRequest;
import my.kilat.contract.runner.LocationRefusal;
import my.kilat.contract.runner.LocationRequest;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.time.Times;
import org.jspecify.annotations.Nullable;

/**
 * A position as a phone has sent it, with its time read: what {@link PositionRules} look at.
 *
 * @param field the name under which the time was sent; {@code timestamp} when none was
 * @param at when it was taken; null when that cannot be read, or is missing where it is needed
 * @param problem what is wrong with a time that cannot be read
 * @param arrivedAt when it arrived
 */
public record Report(
        LocationRequest sent, String field, @Nullable Instant at, String problem, Instant arrivedAt) {
    private static final String TIMESTAMP = "timestamp";

    /** A position of its own; without a time it is of the moment at which it arrives. */
    public static Report single(LocationRequest sent, Instant arrivedAt) {
        return of(sent, arrivedAt, arrivedAt);
    }

    /** One of several that have waited in the phone; it needs a time. */
    public static Report buffered(BufferedLocationRequest sent, Instant arrivedAt) {
        LocationRequest same = new LocationRequest(
                sent.latitude(),
                sent.longitude(),
                sent.speedKmh(),
                sent.headingDegrees(),
                null,
                sent.recordedAt(),
                sent.accuracyM(),
                sent.battery());
        return of(same, arrivedAt, null);
    }

    private static Report of(LocationRequest sent, Instant arrivedAt, @Nullable Instant untimed) {
        String field = TIMESTAMP;
        String text = TypedText.orElse(sent.timestamp(), "");
        if (text.isEmpty()) {
            text = TypedText.orElse(sent.recordedAt(), "");
            field = text.isEmpty() ? TIMESTAMP : "recorded_at";
        }
        if (text.isEmpty()) {
            return new Report(sent, field, untimed, "is missing", arrivedAt);
        }
        try {
            return new Report(sent, field, Times.parse(text), "", arrivedAt);
        } catch (IllegalArgumentException e) {
            return new Report(sent, field, null, String.valueOf(e.getMessage()), arrivedAt);
        }
    }

    /** Whether it names a place on the earth. */
    boolean hasPlace() {
        return Position.valid(sent.latitude(), sent.longitude());
    }

    /** Its time, when it has one. */
    Instant time() {
        if (at == null) {
            throw new IllegalStateException("it has no time");
        }
        return at;
    }

    /** What the caller is told of the rule that it breaks. */
    public Failure failure(LocationRefusal broken) {
        return new Failure.Invalid(
                switch (broken) {
                    case INVALID ->
                        hasPlace() ? field + " " + problem : "latitude has to be -90 to 90, and longitude -180 to 180";
                    case FUTURE ->
                        field + " is more than 2 minutes in the future; set the clock of the phone, or send no time";
                    case STALE -> field + " is more than 24 hours in the past; such a position is not kept";
                    case DUPLICATE -> "the same place at the same time was sent already";
                });
    }
}
