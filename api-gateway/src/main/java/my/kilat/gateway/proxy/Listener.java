package my.kilat.gateway.proxy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import my.kilat.platform.failure.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listening sockets of the gateway. */
final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final List<Channel> listening = new ArrayList<>(2);

    /**
     * Listens.
     *
     * @param host an address of this machine; 0.0.0.0 for all, and localhost for 127.0.0.1 and, where it exists, ::1
     * @return the port
     * @throws StartException if the port is taken, or the address is not one of this machine
     */
    int listen(ServerBootstrap bootstrap, String host, int port) {
        // A browser or Node may resolve localhost to either.
        boolean local = host.equals("localhost");
        int bound = bind(bootstrap, local ? "127.0.0.1" : host, port);
        if (local && port != 0) {
            try {
                bind(bootstrap, "::1", port);
            } catch (StartException e) {
                LOG.debug("without IPv6: {}", e.getMessage());
            }
        }
        return bound;
    }

    private int bind(ServerBootstrap bootstrap, String address, int port) {
        try {
            Channel bound = bootstrap.bind(address, port).sync().channel();
            listening.add(bound);
            return ((InetSocketAddress) bound.localAddress()).getPort();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while opening port " + port);
        } catch (Exception e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            throw new StartException(
                    taken
                            ? "port " + port + " is taken; stop what uses it or set GATEWAY_PORT to another"
                            : "cannot listen on " + address + ", port " + port + " (" + e.getMessage()
                                    + "); GATEWAY_HOST has to be an address of this machine, or 0.0.0.0",
                    e);
        }
    }

    boolean isOpen() {
        return !listening.isEmpty();
    }

    void close() {
        listening.forEach(channel -> channel.close().awaitUninterruptibly());
    }
}
