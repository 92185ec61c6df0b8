package my.kilat.platform.service;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import my.kilat.platform.host.Host;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.settings.Setting;

/**
 * What an instance of a service says of itself to administrators.
 *
 * @param service its short name
 * @param version of the build
 * @param java the version of the JVM
 * @param host the name of the machine or container
 * @param pid of the process, which several services may share
 * @param startedAt when the service began to start
 * @param settings in force, by name; values of secrets are not among them
 */
public record InstanceReport(
        String service, String version, String java, String host, long pid, Instant startedAt, List<Setting> settings) {
    /** The name of the machine or container. */
    static final String HOST = hostName();

    private static final String VERSION = Version.read();

    static InstanceReport of(String service, Instant startedAt, Host host, Environment environment) {
        return new InstanceReport(
                service,
                VERSION,
                Runtime.version().toString(),
                HOST,
                ProcessHandle.current().pid(),
                startedAt,
                settings(host, environment));
    }

    /** Those of the JVM, and those of the service, which prevail. */
    private static List<Setting> settings(Host host, Environment environment) {
        Map<String, Setting> byName = new TreeMap<>();
        Stream.concat(host.settings().stream(), environment.settings().stream())
                .forEach(setting -> byName.put(setting.name(), setting));
        return List.copyOf(byName.values());
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }
}
