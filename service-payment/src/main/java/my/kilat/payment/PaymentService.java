package my.kilat.payment;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.payment.api.InternalEndpoints;
import my.kilat.payment.api.PaymentEndpoints;
import my.kilat.payment.domain.Patience;
import my.kilat.payment.domain.Payment;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Task;
import my.kilat.payment.escrow.BookingLookup;
import my.kilat.payment.escrow.BookingNews;
import my.kilat.payment.escrow.Consequences;
import my.kilat.payment.escrow.Elsewhere;
import my.kilat.payment.escrow.Initiations;
import my.kilat.payment.escrow.KnownBookings;
import my.kilat.payment.escrow.PaymentWatch;
import my.kilat.payment.escrow.Payments;
import my.kilat.payment.escrow.Recovery;
import my.kilat.payment.escrow.Refunds;
import my.kilat.payment.escrow.Settlement;
import my.kilat.payment.escrow.UnsettledPayments;
import my.kilat.payment.ledger.LedgerCheck;
import my.kilat.payment.ledger.LedgerWatch;
import my.kilat.payment.provider.Punctual;
import my.kilat.payment.provider.SimulatedProvider;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Bell;
import my.kilat.platform.reconcile.Reconciliation;
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

    private final Kernel kernel;
    private final PaymentSettings settings;
    private final UnaryOperator<Provider> around;

    public PaymentService(Environment environment, Host host) {
        this(environment, host, UnaryOperator.identity());
    }

    /** With something put around the provider. */
    PaymentService(Environment environment, Host host, UnaryOperator<Provider> around) {
        this.settings = PaymentSettings.from(environment);
        this.kernel = new Kernel("payment", Component.PAYMENT.port(), environment, host);
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
        Punctual provider = new Punctual(
                around.apply(new SimulatedProvider(database, clock, settings.providerTimeout(), settings.testCards())),
                settings.providerDeadline());
        Payments payments = new Payments(database);
        KnownBookings bookings = new KnownBookings(database);
        BookingLookup lookup = new BookingLookup(kernel.clientOf("booking", settings.bookingUrl()));
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
        Elsewhere elsewhere = new Elsewhere(payments, settlement, clock, patience);
        Recovery recovery = new Recovery(payments, settlement, clock, patience);
        LedgerWatch ledger = new LedgerWatch(
                new LedgerCheck(database, settings.checkTimeout()),
                settings.checkEvery(),
                kernel.health(),
                kernel.meters());
        Consequences consequences =
                new Consequences(bookings, bell, payments, settlement, kernel.outbox(), clock, patience);
        PaymentWatch watch = new PaymentWatch(
                payments, provider::overdue, settings.payAgainWithin(), clock, kernel.health(), kernel.meters());
        Reconciliation<Payment> reconciliation = new Reconciliation<>(
                "payments-and-bookings",
                database,
                kernel.health(),
                new UnsettledPayments(database, payments, bookings, lookup, consequences, clock, patience));

        new PaymentEndpoints(
                        payments,
                        new Initiations(
                                database,
                                bookings,
                                bell,
                                lookup,
                                payments,
                                settlement,
                                elsewhere,
                                kernel.outbox(),
                                provider,
                                clock,
                                patience,
                                settings.feePercent(),
                                settings.bookingNewsWait()),
                        new Refunds(database, payments, settlement, elsewhere, clock, patience),
                        settings.publicUrl())
                .addTo(kernel.routes());
        new InternalEndpoints(payments, bookings).addTo(kernel.routes());
        kernel.produces(Topic.PAYMENT);
        kernel.consume(ConsumerGroup.PAYMENT_BOOKINGS, new BookingNews(consequences).handlers());
        for (Task task : Task.values()) {
            kernel.every("recovery-" + task.word(), settings.recoverEvery(), () -> recovery.run(task));
        }
        kernel.every("ledger-check", settings.checkEvery(), ledger::run);
        kernel.every("payment-watch", settings.checkEvery(), watch::run);
        kernel.every("payments-and-bookings", settings.reconcileEvery(), reconciliation::run);
        kernel.closeWithMe(provider);
        kernel.closeWithMe(settlement);
        kernel.listen();
        LOG.atLevel(kernel.environment().development() ? Level.INFO : Level.WARN)
                .log("payments are simulated: no money moves");
        for (Task task : Task.values()) {
            atStart(() -> recovery.run(task));
        }
        atStart(ledger::run);
        atStart(watch::run);
    }

    /** What another process may have left behind is taken up at once. */
    private void atStart(Runnable job) {
        Thread.ofVirtual().name("payment-start").start(LogContext.of(name(), () -> {
            try {
                job.run();
            } catch (RuntimeException e) {
                LOG.warn("the first look at unfinished payments failed; the next one follows: {}", e.toString());
            }
        }));
    }

    @Override
    public void close() {
        kernel.close();
    }
}
