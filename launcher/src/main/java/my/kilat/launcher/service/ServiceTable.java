package my.kilat.launcher.service;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import my.kilat.booking.BookingService;
import my.kilat.gateway.Gateway;
import my.kilat.identity.IdentityService;
import my.kilat.launcher.LauncherException;
import my.kilat.notification.NotificationService;
import my.kilat.payment.PaymentService;
import my.kilat.runner.RunnerService;
import my.kilat.tracking.TrackingService;

/** Every service there is: the one place to add another. */
public final class ServiceTable {
    static final String GATEWAY = "gateway";

    private static final String READINESS = "/readiness";

    /** In the order in which they are shown; they start side by side. */
    public static final List<ServiceEntry> ALL = List.of(
            // Those behind it are asked themselves.
            new ServiceEntry(GATEWAY, 8080, "/live", Gateway::new),
            new ServiceEntry("identity", 8004, READINESS, IdentityService::new),
            new ServiceEntry("booking", 8001, READINESS, BookingService::new),
            new ServiceEntry("payment", 8002, READINESS, PaymentService::new),
            new ServiceEntry("runner", 8003, READINESS, RunnerService::new),
            new ServiceEntry("tracking", 8005, READINESS, TrackingService::new),
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

    /** The names of all. */
    public static Set<String> names() {
        return ALL.stream().map(ServiceEntry::name).collect(Collectors.toSet());
    }

    /** The name without the words that the modules have around it. */
    public static String shortName(String name) {
        return name.replaceFirst("^(service|api)-", "");
    }
}
