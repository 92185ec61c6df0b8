package my.kilat.launcher.demo;

import java.net.URI;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import my.kilat.launcher.screen.Screen;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kilat demo}. */
@Command(
        name = "demo",
        description = {
            "Let owners and runners go through whole rides.",
            "They register, book, pay, drive, watch and confirm over the gateway, as the apps do; some cards are declined"
                    + " and some plans change. It ends with a report, and fails when a booking is not final or the money"
                    + " does not add up."
        })
public final class DemoCommand implements Callable<Integer> {
    private static final int MOST_SEEDS = 1_000_000;

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
            defaultValue = "http://localhost:8080",
            description = "Where the gateway is (${DEFAULT-VALUE}).")
    private URI url = URI.create("http://localhost:8080");

    @Option(
            names = "--payment-url",
            paramLabel = "URL",
            defaultValue = "http://localhost:8002",
            description = "Where the payment service shows its metrics, with the sum of the ledger (${DEFAULT-VALUE}).")
    private URI paymentUrl = URI.create("http://localhost:8002");

    @Override
    public Integer call() {
        if (bookings < 1 || runners < 1) {
            throw new my.kilat.launcher.LauncherException("A demo needs at least one booking and one runner.");
        }
        long number = seed == null ? RandomGenerator.getDefault().nextInt(MOST_SEEDS) : seed;
        Demo demo = new Demo(Screen.standard(), url, paymentUrl.resolve("/metrics"), bookings, runners, number);
        return demo.run() ? 0 : 1;
    }
}
