package my.kilat.gateway.proxy.upstream;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.upstream.Instance;
import org.jspecify.annotations.Nullable;

/** The connections of an event loop to upstreams: idle ones, most recently used first, and new ones. */
public final class ConnectionPool {
    private final LoopContext loop;
    private final Bootstrap connector;
    private final IdentityHashMap<Instance, ArrayDeque<UpstreamConnection>> idle = new IdentityHashMap<>();

    /** An empty pool; the connector creates channels for the event loop. */
    public ConnectionPool(LoopContext loop, Bootstrap connector) {
        this.loop = loop;
        this.connector = connector;
    }

    /** The idle connection to an instance that was used last, or null. */
    public @Nullable UpstreamConnection reuse(Instance instance) {
        ArrayDeque<UpstreamConnection> parked = idle.get(instance);
        return parked == null ? null : parked.pollLast();
    }

    /** Opens a connection to an instance for the request of that number; the handler is notified of success and failure. */
    public void connect(ResponseHandler handler, Instance instance, long number, int timeoutMillis) {
        UpstreamConnection connection = new UpstreamConnection(loop, this, instance);
        connector
                .clone(loop.eventLoop())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, timeoutMillis)
                .handler(connection)
                .connect(instance.address())
                .addListener(future -> {
                    boolean wanted = handler.isAt(number);
                    if (!future.isSuccess()) {
                        Throwable cause = future.cause();
                        if (wanted && cause != null) {
                            handler.connectFailed(instance, cause);
                        }
                    } else if (wanted) {
                        handler.connected(connection);
                    } else {
                        connection.abandon();
                    }
                });
    }

    /** Keeps a connection for the next request; returns false if enough are kept. */
    boolean park(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> parked = idle.computeIfAbsent(connection.instance(), any -> new ArrayDeque<>());
        if (loop.draining() || parked.size() >= loop.limits().idleUpstreamConnections()) {
            return false;
        }
        parked.addLast(connection);
        return true;
    }

    /** Removes a connection that was idle. */
    void unpark(UpstreamConnection connection) {
        ArrayDeque<UpstreamConnection> parked = idle.get(connection.instance());
        if (parked != null) {
            parked.remove(connection);
            if (parked.isEmpty()) {
                idle.remove(connection.instance());
            }
        }
    }

    /** How many connections are idle. */
    public int idle() {
        int count = 0;
        for (ArrayDeque<UpstreamConnection> parked : idle.values()) {
            count += parked.size();
        }
        return count;
    }
}
