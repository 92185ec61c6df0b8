package my.kilat.booking.http;

import java.util.Set;
import java.util.function.Function;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.ShownStatus;
import my.kilat.platform.http.Call;

/**
 * The spelling of a status for a client. The older web apps know a pet on its way as {@code in_transit}, all other clients
 * only as {@code in_progress}. The web apps are recognised by the origin that their browser sends, and by nothing else.
 */
public final class StatusSpelling {
    private final Set<String> olderWebOrigins;

    public StatusSpelling(Set<String> olderWebOrigins) {
        this.olderWebOrigins = olderWebOrigins;
    }

    /** The spelling for whoever makes this call. */
    Function<BookingStatus, ShownStatus> of(Call call) {
        return call.header("Origin").filter(olderWebOrigins::contains).isPresent()
                ? ShownStatus::forOlderWeb
                : ShownStatus::canonical;
    }
}
