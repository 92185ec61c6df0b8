package my.kilat.launcher.service;

import java.util.List;
import java.util.stream.Collectors;
import my.kilat.gateway.Gateway;
import my.kilat.launcher.LauncherException;
import my.kilat.notification.NotificationService;

/** Every service there is: the one place to add another. */
public final class ServiceTable {
    static final String GATEWAY = "gateway";

    private static final String READINESS = "/readiness";

    /** In the order in which they are shown; they start side by side. */
    public static final List<ServiceEntry> ALL = List.of(
            new ServiceEntry(GATEWAY, 8080, "/health", Gateway::new),
            new ServiceEntry("notification", 8006, READINESS, NotificationService::new));

    private ServiceTable() {}

    /**
     * The service of this name; {@code service-booking} and {@code api-gateway}, the names of the modules, are
     * understood as well.
     *
     * @throws LauncherException when there is none
     */
    public static ServiceEntry find(String name) {
        String wanted = shortName(name);
        return ALL.stream()
                .filter(entry -> entry.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new LauncherException("There is no service \"" + name + "\". There are: "
                        + ALL.stream().map(ServiceEntry::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The name without the words that the modules have around it. */
    public static String shortName(String name) {
        return name.replaceFirst("^(service|api)-", "");
    }
}
