package my.kilat.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A single ZooKeeper, for a Kafka without KRaft. */
public final class LocalZooKeeper implements LocalServer {
    private static final String NAME = "ZooKeeper";

    private final Path home;
    private final Path log;
    private final BrokerJvm jvm;
    private int port;

    /**
     * @param home its directory
     * @param port its port; 0 for a free one
     * @param log the file for its messages
     */
    public LocalZooKeeper(Path home, int port, Path log) {
        this(home, port, log, false);
    }

    /** A ZooKeeper whose JVM writes its AOT cache when it is stopped. */
    public static LocalZooKeeper learning(Path home, int port, Path log) {
        return new LocalZooKeeper(home, port, log, true);
    }

    /** The AOT cache of its JVM. */
    public static AotCache cache() {
        return BrokerJvm.cache(NAME);
    }

    private LocalZooKeeper(Path home, int port, Path log, boolean learning) {
        this.home = home.toAbsolutePath();
        this.port = port;
        this.log = log;
        this.jvm = new BrokerJvm(name(), home, log, learning);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public synchronized int port() {
        return port;
    }

    @Override
    public Path log() {
        return log;
    }

    @Override
    public PidFile pidFile() {
        return jvm.pidFile();
    }

    @Override
    public OptionalLong pid() {
        return jvm.pid();
    }

    @Override
    public synchronized void launch() {
        if (isRunning()) {
            return;
        }
        if (port == 0) {
            port = FreePort.next();
        }
        Path settings = home.resolve("zookeeper.properties");
        try {
            Files.createDirectories(home.resolve("data"));
            Files.writeString(settings, String.format(Locale.ROOT, """
                    # Written anew at every start.
                    # Relative to the working directory: the path above may hold anything, and this file is Latin 1.
                    dataDir=./data
                    clientPort=%d
                    clientPortAddress=127.0.0.1
                    tickTime=2000
                    maxClientCnxns=0
                    # Its default port, 8080, is the gateway's.
                    admin.enableServer=false
                    4lw.commands.whitelist=srvr
                    autopurge.snapRetainCount=3
                    autopurge.purgeInterval=24
                    """, port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // Preallocates files in steps of 1 MB instead of 64, and accepts a directory whose server died before its first
        // snapshot.
        jvm.launch(
                List.of(
                        "-Xms16m",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dzookeeper.preAllocSize=1024",
                        "-Dzookeeper.snapshot.trust.empty=true"),
                "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                List.of(settings.toString()));
    }

    @Override
    public void awaitReady() {
        jvm.awaitReady(this::serves);
    }

    @Override
    public String howItEnded() {
        return jvm.howItEnded();
    }

    @Override
    public String ending() {
        return jvm.ending();
    }

    @Override
    public void endLeftover() {
        jvm.endLeftover();
    }

    @Override
    public void stop() {
        jvm.stop();
    }

    @Override
    public void kill() {
        jvm.kill();
    }

    @Override
    public void pause() {
        jvm.pause();
    }

    @Override
    public void resume() {
        jvm.resume();
    }

    /** Queries it by its four-letter-word protocol. */
    private boolean serves() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port()), 500);
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return answer.contains("Mode: standalone");
        } catch (IOException notYet) {
            return false;
        }
    }
}
