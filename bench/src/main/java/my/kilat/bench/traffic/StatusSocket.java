package my.kilat.bench.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import my.kilat.platform.json.Json;

/** A socket on which an owner follows the status of a booking. */
public final class StatusSocket implements SocketCaller.Owner, AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;

    private final CompletableFuture<Channel> opened = new CompletableFuture<>();
    private final ConcurrentMap<String, CompletableFuture<Long>> shown = new ConcurrentHashMap<>();

    StatusSocket() {}

    /** When the frame of this status came, by {@link System#nanoTime}; waits for it. */
    public long shownAt(String status) throws IOException {
        return await(of(status), "no frame of " + status);
    }

    /** Waits until it is open. */
    public void awaitOpen() throws IOException {
        await(opened, "a socket does not open");
    }

    private static <T> T await(CompletableFuture<T> future, String otherwise) throws IOException {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(otherwise, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private CompletableFuture<Long> of(String status) {
        return shown.computeIfAbsent(status, _ -> new CompletableFuture<>());
    }

    @Override
    public void ready(Channel channel) {
        opened.complete(channel);
    }

    @Override
    public void frame(ByteBuf payload, int length) {
        long now = System.nanoTime();
        String text = payload.toString(payload.readerIndex(), length, StandardCharsets.UTF_8);
        if (text.contains("\"new_status\"")) {
            of(Json.read(text, JsonNode.class).path("new_status").asText()).complete(now);
        }
    }

    @Override
    public void broken(String why) {
        opened.completeExceptionally(new IOException(why));
    }

    @Override
    public void close() {
        var _ = opened.thenAccept(channel -> {
            var _ = channel.close();
        });
    }
}
