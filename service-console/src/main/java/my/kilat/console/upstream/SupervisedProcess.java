package my.kilat.console.upstream;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that the supervisor of {@code ./kilat up} has started, as it tells of it.
 *
 * @param title for people
 * @param pid missing while there is none
 * @param since when it was started
 * @param state {@code running}, {@code restarting} or {@code suspended}
 * @param until when its suspension ends
 * @param console whether the console runs in it
 * @param suspendable whether it can be suspended
 * @param services that run in it; none in a server
 * @param tookMillis from its last start until all of it was ready; 0 when it is not
 */
public record SupervisedProcess(
        String name,
        String title,
        @Nullable Long pid,
        @Nullable Instant since,
        String state,
        @Nullable Instant until,
        boolean console,
        boolean suspendable,
        List<String> services,
        long tookMillis) {}
