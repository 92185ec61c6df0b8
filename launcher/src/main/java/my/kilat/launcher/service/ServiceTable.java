package my.kilat.launcher.service;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import my.kilat.booking.BookingService;
import my.kilat.console.ConsoleService;
import my.kilat.contract.catalogue.Component;
import my.kilat.dispatch.DispatchService;
import my.kilat.gateway.Gateway;
import my.kilat.identity.IdentityService;
import my.kilat.launcher.LauncherException;
import my.kilat.notification.NotificationService;
import my.kilat.payment.PaymentService;
import my.kilat.platform.service.Service;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.runner.RunnerService;
import my.kilat.tracking.TrackingService;

/** The constructors of the components in the catalogue. */
public final class ServiceTable {
    /** In the order of the catalogue; they start concurrently. */
    public static final List<ServiceEntry> ALL = List.of(
            new ServiceEntry(Component.GATEWAY, Gateway::new),
            service(Component.IDENTITY, new IdentityService()),
            service(Component.BOOKING, new BookingService()),
            service(Component.PAYMENT, new PaymentService()),
            service(Component.RUNNER, new RunnerService()),
            service(Component.DISPATCH, new DispatchService()),
            service(Component.TRACKING, new TrackingService()),
            service(Component.NOTIFICATION, new NotificationService()),
            service(Component.CONSOLE, new ConsoleService()));

    private ServiceTable() {}

    private static ServiceEntry service(Component component, ServiceDefinition<?> definition) {
        return new ServiceEntry(component, (environment, host) -> Service.of(definition, environment, host));
    }

    /**
     * The service of this name; the module names {@code service-booking} and {@code api-gateway} are accepted as well.
     *
     * @throws LauncherException if there is none
     */
    public static ServiceEntry find(String name) {
        return Component.find(name)
                .flatMap(wanted -> ALL.stream()
                        .filter(entry -> entry.component() == wanted)
                        .findFirst())
                .orElseThrow(() -> new LauncherException("There is no service \"" + name + "\". There are: "
                        + ALL.stream().map(ServiceEntry::name).collect(Collectors.joining(", ")) + "."));
    }

    /** The names of all. */
    public static Set<String> names() {
        return Arrays.stream(Component.values()).map(Component::shortName).collect(Collectors.toSet());
    }

    /** The short name for the name of a module; any other name unchanged. */
    public static String shortName(String name) {
        return Component.find(name).map(Component::shortName).orElse(name);
    }
}
