package my.kilat.launcher.command;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import my.kilat.launcher.place.Part;

/** Whether PostgreSQL, ZooKeeper or Kafka accepts connections. */
final class ServerHealth {
    private static final int PATIENCE_MS = 2_000;

    private ServerHealth() {}

    static String of(Part part) {
        // One of several brokers is enough.
        return List.of(part.address().split(",", -1)).stream().anyMatch(ServerHealth::accepts)
                ? "healthy"
                : "does not answer";
    }

    private static boolean accepts(String address) {
        int colon = address.lastIndexOf(':');
        if (colon < 0) {
            return false;
        }
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
                    PATIENCE_MS);
            return true;
        } catch (IOException | IllegalArgumentException refused) {
            return false;
        }
    }
}
