package my.kilat.console.look;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
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
 */
public final class StreamEndpoints implements Endpoints, AutoCloseable {
    private static final int MOST = 200;

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();

    private record Changed(String bookingId, String type) {}

    @Override
    public void addTo(Routes routes) {
        routes.stream("openConsoleStream", this::accept);
    }

    private EventStreamHandler.Accepted accept(Call call) {
        if (count.get() >= MOST) {
            throw new Failure.Unavailable("too many pages of the console are open; close some");
        }
        return stream -> {
            count.incrementAndGet();
            open.add(stream);
            stream.whenClosed(() -> {
                open.remove(stream);
                count.decrementAndGet();
            });
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
        open.forEach(stream -> stream.send("changed", changed));
    }

    /** Ends all streams; pages open them again elsewhere. */
    @Override
    public void close() {
        open.forEach(EventStream::close);
    }
}
