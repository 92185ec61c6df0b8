package my.kilat.console.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import my.kilat.console.domain.Secret;
import my.kilat.console.http.ConsoleSessions;
import my.kilat.console.session.Sessions;
import my.kilat.contract.event.BookingEvent;
import my.kilat.contract.event.DispatchEvent;
import my.kilat.contract.event.DomainEvent;
import my.kilat.contract.event.PaymentEvent;
import my.kilat.platform.event.FanOutSubscription;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.EventStream;
import my.kilat.platform.http.EventStreamHandler;
import my.kilat.platform.http.Routes;
import my.kilat.platform.json.Json;

/**
 * Tells open pages which bookings something was published about. They ask for what they show, so an event that comes late or twice
 * does no harm.
 *
 * <p>A stream ends with its session: at once when that is ended here, and otherwise with the next check, as when it expires, its
 * account is banned, or it is ended at another instance. While sessions cannot be checked, streams go on for a minute at most.
 */
public final class StreamEndpoints implements Endpoints, AutoCloseable {
    private static final int MOST = 200;
    private static final int MOST_OF_ONE = 20;
    private static final Duration UNCHECKED_AT_MOST = Duration.ofMinutes(1);

    private final ConsoleSessions cookies;
    private final Sessions sessions;
    private final InstantSource clock;
    private final Map<EventStream, Viewer> open = new ConcurrentHashMap<>();
    private volatile Instant checked;

    /** Streams of these sessions. */
    public StreamEndpoints(ConsoleSessions cookies, Sessions sessions, InstantSource clock) {
        this.cookies = cookies;
        this.sessions = sessions;
        this.clock = clock;
        this.checked = clock.instant();
        sessions.whenEnded(this::end);
    }

    private record Viewer(UUID account, Secret session) {}

    private record Changed(String bookingId, String type) {}

    @Override
    public void addTo(Routes routes) {
        routes.stream("openConsoleStream", this::accept);
    }

    private EventStreamHandler.Accepted accept(Call call) {
        Viewer viewer = new Viewer(call.caller().userId(), cookies.secretOf(call));
        if (open.size() >= MOST) {
            throw new Failure.Unavailable("too many pages of the console are open; close some");
        }
        if (open.values().stream()
                        .filter(one -> one.account.equals(viewer.account))
                        .count()
                >= MOST_OF_ONE) {
            throw new Failure.TooManyRequests(
                    "you have " + MOST_OF_ONE + " pages of the console open; close some", Duration.ofSeconds(10));
        }
        return stream -> {
            open.put(stream, viewer);
            stream.whenClosed(() -> open.remove(stream));
        };
    }

    /** What happens to bookings, their money and their offers. */
    public FanOutSubscription subscription() {
        return FanOutSubscription.ofKeys(_ -> !open.isEmpty())
                .on(BookingEvent.class, (_, event) -> tell(event))
                .on(PaymentEvent.class, (_, event) -> tell(event))
                .on(DispatchEvent.class, (_, event) -> tell(event));
    }

    private void tell(DomainEvent event) {
        String changed =
                Json.text(new Changed(event.key().toString(), event.type().wireName()));
        open.keySet().forEach(stream -> stream.send("changed", changed));
    }

    /** Ends the streams whose sessions have ended. */
    public void check() {
        Instant now = clock.instant();
        try {
            open.values().stream()
                    .map(Viewer::session)
                    .collect(Collectors.toSet())
                    .forEach(session -> {
                        if (!sessions.isOpen(session)) {
                            end(session);
                        }
                    });
            checked = now;
        } catch (RuntimeException e) {
            if (checked.plus(UNCHECKED_AT_MOST).isBefore(now)) {
                close();
            }
            throw e;
        }
    }

    private void end(Secret session) {
        open.forEach((stream, viewer) -> {
            if (viewer.session.equals(session)) {
                stream.close();
            }
        });
    }

    /** Ends all streams; pages open them again, here or elsewhere. */
    @Override
    public void close() {
        open.keySet().forEach(EventStream::close);
    }
}
