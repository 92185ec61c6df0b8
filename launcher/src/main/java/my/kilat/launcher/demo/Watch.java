package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import my.kilat.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** A socket on one booking, reopened whenever it breaks, until it is closed. */
final class Watch implements AutoCloseable {
    private static final Duration BEFORE_RECONNECTING = Duration.ofMillis(500);

    private final Backend backend;
    private final Person owner;
    private final String booking;
    private final Figures figures;
    private final LinkedBlockingQueue<String> statuses = new LinkedBlockingQueue<>();
    private final Thread keeper;
    private volatile boolean open = true;
    private volatile @Nullable WebSocket socket;

    Watch(Backend backend, Person owner, String booking, Figures figures) {
        this.backend = backend;
        this.owner = owner;
        this.booking = booking;
        this.figures = figures;
        this.keeper = Thread.ofVirtual().name("watch-" + booking).start(this::keep);
    }

    /** The next status from the socket, or null if none arrives in that time. */
    @Nullable
    String next(Duration patience) {
        try {
            return statuses.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void keep() {
        try {
            while (open) {
                watchUntilItBreaks();
                if (open) {
                    figures.reconnects.increment();
                    Thread.sleep(BEFORE_RECONNECTING);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Also returns if the gateway is unavailable or refuses. */
    private void watchUntilItBreaks() throws InterruptedException {
        Reader reader = new Reader();
        String path = "/ws/tracking/" + booking + "?events=status&token=" + owner.token();
        WebSocket opened =
                backend.socket(path, reader).handle((result, failure) -> result).join();
        if (opened != null) {
            socket = opened;
            reader.closed.acquire();
        }
    }

    private void frame(String text) {
        JsonNode frame = Json.read(text, JsonNode.class);
        switch (frame.path("type").asText()) {
            case "location_update" -> figures.positionsWatched.increment();
            case "booking.status" -> {
                figures.statusesWatched.increment();
                statuses.add(frame.path("new_status").asText());
            }
            default -> throw new IllegalStateException("a frame nobody asked for: " + text);
        }
    }

    @Override
    public void close() {
        open = false;
        WebSocket last = socket;
        if (last != null) {
            last.abort();
        }
        keeper.interrupt();
    }

    private final class Reader implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();
        private final Semaphore closed = new Semaphore(0);

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frame(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.release();
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            closed.release();
        }
    }
}
