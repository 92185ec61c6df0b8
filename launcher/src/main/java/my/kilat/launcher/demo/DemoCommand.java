package my.kilat.launcher.demo;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import my.kilat.contract.catalogue.Component;
import my.kilat.launcher.LauncherException;
import my.kilat.launcher.place.Layout;
import my.kilat.launcher.place.PlatformState;
import my.kilat.launcher.place.Ports;
import my.kilat.launcher.screen.Screen;
import my.kilat.local.KilatHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat demo}. */
@Command(
        name = "demo",
        description = {
            "Let owners and runners go through whole rides.",
            "They register, book, pay, drive, watch and confirm over the gateway, as the apps do; some cards are declined,"
                    + " some holds lapse and some plans change, and some runners decline offers, do not answer them, give a ride back or are out of"
                    + " reach for a while. It ends with a report, and fails when a booking is not final or the money"
                    + " does not add up; when one of them cannot go on, it fails at once and says why."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1_000_000;
    private static final int GATEWAY_PORT = Component.GATEWAY.port();
    private static final int PAYMENT_PORT = Component.PAYMENT.port();

    @Option(
            names = "--bookings",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many rides (${DEFAULT-VALUE}).")
    private int bookings;

    @Option(
            names = "--runners",
            paramLabel = "M",
            defaultValue = "6",
            description = "How many runners (${DEFAULT-VALUE}).")
    private int runners;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Makes the same people, pets and plans again; without it they are new each time.")
    private @Nullable Long seed;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "Where the gateway is; without it, that of the platform that runs here.")
    private @Nullable URI url;

    @Option(
            names = "--payment-url",
            paramLabel = "URL",
            description =
                    "Where the payment service shows its metrics, with the sum of the ledger; by default beside it.")
    private @Nullable URI paymentUrl;

    @Override
    public Integer call() {
        if (bookings < 1 || runners < 1) {
            throw new LauncherException("A demo needs at least one booking and one runner.");
        }
        long number = seed == null ? RandomGenerator.getDefault().nextInt(MOST_SEEDS) : seed;
        URI gateway = url == null ? here() : url;
        URI payment = paymentUrl == null ? beside(gateway) : paymentUrl;
        Demo demo = new Demo(Screen.standard(), gateway, payment.resolve("/metrics"), bookings, runners, number);
        try {
            return demo.run() ? 0 : 1;
        } catch (Refused refusal) {
            throw new LauncherException("The demo could not go on: " + refusal.getMessage(), refusal);
        }
    }

    /** The gateway of the platform that was last started here. */
    private static URI here() {
        Ports ports = PlatformState.read(Layout.of(KilatHome.find(), System.getenv()))
                .map(PlatformState::ports)
                .orElse(new Ports(0));
        return URI.create("http://localhost:" + ports.shifted(GATEWAY_PORT));
    }

    private static URI beside(URI gateway) {
        int port = gateway.getPort() - GATEWAY_PORT + PAYMENT_PORT;
        return URI.create(gateway.getScheme() + "://" + gateway.getHost() + ":" + (port > 0 ? port : PAYMENT_PORT));
    }
}
