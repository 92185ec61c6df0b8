package my.kilat.contract.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event whose news is of use for a while only. After that no message about it is sent to anybody, whatever delayed it. */
public interface TimelyEvent {

    /** From then on nobody is to be told of it any more; null if it stays of use. */
    @Nullable
    Instant usefulUntil();

    /** Whether it is too late to tell anybody. */
    default boolean isOutOfDate(Instant now) {
        Instant until = usefulUntil();
        return until != null && !now.isBefore(until);
    }
}
