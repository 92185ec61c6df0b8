package my.kilat.acceptance.hostile;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads what another JVM has used, over JMX and from {@code /proc}. */
final class ProcessMeter implements AutoCloseable {
    private static final int COLLECTIONS = 12;

    private final JMXConnector connector;
    private final ThreadMXBean threads;
    private final OperatingSystemMXBean system;
    private final MemoryMXBean memory;
    private final MemoryPoolMXBean tenured;
    private final long pid;

    /**
     * Connects to a JVM that was started with {@link #flags}.
     *
     * @param port of its management
     */
    ProcessMeter(int port, long pid) {
        this.pid = pid;
        try {
            connector = JMXConnectorFactory.connect(
                    new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi"));
            MBeanServerConnection server = connector.getMBeanServerConnection();
            threads = ManagementFactory.newPlatformMXBeanProxy(
                    server, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
            system = ManagementFactory.newPlatformMXBeanProxy(
                    server, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
            memory = ManagementFactory.newPlatformMXBeanProxy(
                    server, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
            tenured = ManagementFactory.newPlatformMXBeanProxy(
                    server,
                    ManagementFactory.MEMORY_POOL_MXBEAN_DOMAIN_TYPE + ",name=Tenured Gen",
                    MemoryPoolMXBean.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a JVM readable, for this machine only. */
    static List<String> flags(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    /**
     * Bytes that something needs at most while it runs, beyond what is there without it: it is run again and again, one at
     * a time, while garbage is collected, and what is left after each collection is what was in use.
     */
    long needed(Runnable something) {
        memory.gc();
        long without = tenured.getCollectionUsage().getUsed();
        long most = 0;
        try (var runner = Executors.newSingleThreadExecutor()) {
            for (int i = 0; i < COLLECTIONS; i++) {
                Future<?> running = runner.submit(something);
                while (!running.isDone()) {
                    memory.gc();
                    most = Math.max(most, tenured.getCollectionUsage().getUsed() - without);
                }
            }
        }
        return most;
    }

    /** Bytes that all threads have ever allocated. */
    long allocated() {
        return threads.getTotalThreadAllocatedBytes();
    }

    /** CPU time of all threads, in nanoseconds. */
    long cpuNanos() {
        return system.getProcessCpuTime();
    }

    /** Resident kilobytes once garbage has been collected. */
    long settledKilobytes() {
        memory.gc();
        memory.gc();
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
