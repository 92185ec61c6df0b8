package my.kilat.notification.domain;

import java.time.LocalTime;
import java.util.Optional;
import my.kilat.contract.notification.UpdatePreferencesRequest;
import my.kilat.platform.failure.Failure;

/** The change of quiet hours in a request. */
public sealed interface QuietHoursChange {
    /** Leaves them as they are. */
    record None() implements QuietHoursChange {}

    /** Removes them. */
    record Clear() implements QuietHoursChange {}

    /** Sets these. */
    record Set(QuietHours hours) implements QuietHoursChange {}

    /**
     * Reads it from a request.
     *
     * @throws Failure.Invalid if only one end is given, or both are the same
     */
    static QuietHoursChange of(UpdatePreferencesRequest request) {
        String start = request.quietHoursStart();
        String end = request.quietHoursEnd();
        if (start == null && end == null) {
            return new None();
        }
        if (start == null || end == null || start.isEmpty() != end.isEmpty()) {
            throw new Failure.Invalid("quiet_hours_start and quiet_hours_end go together: give both, or both empty");
        }
        return start.isEmpty() ? new Clear() : new Set(new QuietHours(LocalTime.parse(start), LocalTime.parse(end)));
    }

    /** Whether it changes anything. */
    default boolean isChange() {
        return !(this instanceof None);
    }

    /** The new quiet hours, if any. */
    default Optional<QuietHours> wanted() {
        return this instanceof Set(QuietHours hours) ? Optional.of(hours) : Optional.empty();
    }
}
