package my.kilat.local;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.Uuid;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;

/**
 * The main class of the broker's JVM: prepares the directory or registration for Kafka, then calls Kafka's main class. It runs
 * on Kafka's class path, which contains nothing of ours but this module.
 *
 * <p>With ZooKeeper: the registration of a killed broker remains until its session expires (18 seconds, in which ZooKeeper
 * itself must run), and until then a new broker with the same id dies with {@code NodeExistsException}. There is only one
 * broker, so an existing registration belongs to a dead one and is deleted.
 *
 * <p>With KRaft: a new directory is formatted.
 */
final class BrokerMain {
    static final int BROKER_ID = 1;

    /** The main class of Kafka itself. */
    static final String KAFKA = "kafka.Kafka";

    private static final List<String> REGISTRATIONS = List.of("/brokers/ids/" + BROKER_ID, "/controller");
    private static final int SESSION_MS = 6_000;

    private BrokerMain() {}

    /** {@code server.properties [host:port of ZooKeeper]}. */
    public static void main(String[] arguments) throws Exception {
        String settings = arguments[0];
        if (arguments.length > 1) {
            forgetTheDead(arguments[1]);
        } else {
            formatIfNew(settings);
        }
        Class.forName(KAFKA).getMethod("main", String[].class).invoke(null, (Object) new String[] {settings});
    }

    private static void forgetTheDead(String address) throws IOException, InterruptedException, KeeperException {
        awaitListener(address);
        var connected = new CountDownLatch(1);
        var client = new ZooKeeper(address, SESSION_MS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        try {
            if (!connected.await(30, TimeUnit.SECONDS)) {
                throw new IOException("ZooKeeper at " + address + " does not answer.");
            }
            for (String path : REGISTRATIONS) {
                delete(client, path);
            }
        } finally {
            client.close();
        }
    }

    /**
     * Waits for ZooKeeper, which may be starting. Its client would wait too, but pauses a second and more between attempts.
     */
    private static void awaitListener(String address) throws IOException, InterruptedException {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!FreePort.isAnswering(port)) {
            if (System.nanoTime() > deadline) {
                throw new IOException("ZooKeeper at " + address + " does not answer.");
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static void delete(ZooKeeper client, String path) throws InterruptedException, KeeperException {
        try {
            client.delete(path, -1);
        } catch (KeeperException.NoNodeException nothingLeft) {
            // The last broker deregistered, or there has been none.
        }
    }

    private static void formatIfNew(String settings) throws IOException, ReflectiveOperationException {
        var properties = new Properties();
        try (var file = new FileInputStream(settings)) {
            properties.load(file);
        }
        // Written last during formatting, so that a partly formatted directory is formatted again.
        if (Files.exists(Path.of(properties.getProperty("log.dirs"), "meta.properties"))) {
            return;
        }
        String[] command = {
            "format", "--ignore-formatted", "--cluster-id", Uuid.randomUuid().toString(), "--config", settings
        };
        try {
            Class.forName("kafka.tools.StorageTool")
                    .getMethod("execute", String[].class, PrintStream.class)
                    .invoke(null, command, System.out);
        } catch (InvocationTargetException e) {
            throw new IOException("The directory of the broker could not be formatted.", e.getCause());
        }
    }
}
