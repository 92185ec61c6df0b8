package my.kilat.payment;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.payment.api.PaymentEndpoints;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.escrow.BookingLookup;
import my.kilat.payment.escrow.BookingNews;
import my.kilat.payment.escrow.Initiations;
import my.kilat.payment.escrow.KnownBookings;
import my.kilat.payment.escrow.Payments;
import my.kilat.payment.escrow.Recovery;
import my.kilat.payment.escrow.Refunds;
import my.kilat.payment.escrow.Settlement;
import my.kilat.payment.ledger.LedgerCheck;
import my.kilat.payment.ledger.LedgerWatch;
import my.kilat.payment.provider.SimulatedProvider;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Bell;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;
import my.kilat.platform.telemetry.LogContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Payments: the money of a booking, from the owner into escrow, and from there to the runner or back. */
public final class PaymentService implements Service {
    private static final Logger LOG = LoggerFactory.getLogger(PaymentService.class);
    private static final int PORT = 8002;

    private final Kernel kernel;
    private final PaymentSettings settings;
    private final UnaryOperator<Provider> around;

    public PaymentService(Environment environment, Host host) {
        this(environment, host, UnaryOperator.identity());
    }

    /** With something put around the provider. */
    PaymentService(Environment environment, Host host, UnaryOperator<Provider> around) {
        this.settings = PaymentSettings.from(environment);
        this.kernel = new Kernel("payment", PORT, environment, host);
        this.around = around;
    }

    @Override
    public String name() {
        return "payment";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        Database database = kernel.database();
        InstantSource clock = () -> kernel.clock().instant().truncatedTo(ChronoUnit.MICROS);
        Patience patience = settings.patience();
        Provider provider = around.apply(new SimulatedProvider(database, clock, settings.providerTimeout()));
        Payments payments = new Payments(database);
        KnownBookings bookings = new KnownBookings(database);
        Bell bell = new Bell();
        Settlement settlement = new Settlement(
                database,
                payments,
                kernel.outbox(),
                provider,
                clock,
                patience,
                settings.settlementsAtOnce(),
                kernel.meters());
        Recovery recovery = new Recovery(payments, settlement, clock, patience);
        LedgerWatch ledger = new LedgerWatch(new LedgerCheck(database), kernel.health(), kernel.meters());

        new PaymentEndpoints(
                        payments,
                        new Initiations(
                                database,
                                bookings,
                                bell,
                                new BookingLookup(kernel.host().http(), settings.bookingUrl()),
                                payments,
                                settlement,
                                kernel.outbox(),
                                provider,
                                clock,
                                patience,
                                settings.feePercent(),
                                settings.bookingNewsWait()),
                        new Refunds(database, payments, settlement, clock, patience),
                        settings.publicUrl())
                .addTo(kernel.routes());
        kernel.produces(Topic.PAYMENT);
        kernel.consume(
                ConsumerGroup.PAYMENT_BOOKINGS,
                new BookingNews(
                                bookings,
                                bell,
                                payments,
                                settlement,
                                kernel.outbox(),
                                clock,
                                patience,
                                settings.releaseOn())
                        .handlers());
        kernel.every("recovery", settings.recoverEvery(), recovery::run);
        kernel.every("ledger-check", settings.checkEvery(), ledger::run);
        kernel.closeWithMe(settlement);
        kernel.listen();
        LOG.atLevel(kernel.environment().development() ? Level.INFO : Level.WARN)
                .log("payments are simulated: no money moves");
        Thread.ofVirtual().name("payment-start").start(LogContext.of(name(), () -> atStart(recovery, ledger)));
    }

    /** What another process may have left behind is taken up at once. */
    private static void atStart(Recovery recovery, LedgerWatch ledger) {
        try {
            recovery.run();
            ledger.run();
        } catch (RuntimeException e) {
            LOG.warn("the first look at unfinished payments failed; the next one follows: {}", e.toString());
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
