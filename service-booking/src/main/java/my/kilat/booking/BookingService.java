package my.kilat.booking;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import my.kilat.booking.cancellation.Cancellations;
import my.kilat.booking.confirmation.AutoConfirm;
import my.kilat.booking.confirmation.Confirmations;
import my.kilat.booking.domain.BookingNumbers;
import my.kilat.booking.payment.PaymentComparison;
import my.kilat.booking.payment.PaymentLookup;
import my.kilat.booking.payment.PaymentNews;
import my.kilat.booking.request.Requests;
import my.kilat.booking.ride.Acceptances;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.BookingLists;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.PaidBookings;
import my.kilat.booking.view.BookingView;
import my.kilat.booking.view.StatusSpelling;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.Bell;
import my.kilat.platform.reconcile.Reconciliation;
import my.kilat.platform.service.Host;
import my.kilat.platform.service.Kernel;
import my.kilat.platform.service.Service;
import my.kilat.platform.settings.Environment;

/** Bookings: they are asked for, taken, carried out, confirmed and called off here. */
public final class BookingService implements Service {

    private final Kernel kernel;
    private final BookingSettings settings;
    private final Supplier<String> numbers;

    public BookingService(Environment environment, Host host) {
        this(environment, host, new BookingNumbers(ThreadLocalRandom::current));
    }

    /** With another source of booking numbers. */
    BookingService(Environment environment, Host host, Supplier<String> numbers) {
        this.settings = BookingSettings.from(environment);
        this.kernel = new Kernel("booking", Component.BOOKING.port(), environment, host);
        this.numbers = numbers;
    }

    @Override
    public String name() {
        return "booking";
    }

    @Override
    public int port() {
        return kernel.port();
    }

    @Override
    public void start() {
        kernel.open();
        Database database = kernel.database();
        InstantSource clock = () -> asStored(kernel.clock());
        Bookings bookings = new Bookings();
        Rides rides = new Rides(bookings, kernel.outbox());
        Bell bell = new Bell();
        PaymentLookup payments = new PaymentLookup(kernel.clientOf("payment", settings.paymentUrl()));
        AutoConfirm autoConfirm = new AutoConfirm(
                database,
                bookings,
                rides,
                settings.autoConfirmAfter(),
                settings.payAgainWithin(),
                clock,
                kernel.health());

        new BookingEndpoints(
                        database,
                        clock,
                        settings.policy(),
                        bookings,
                        new BookingLists(database, settings.policy()),
                        new Requests(bookings, kernel.outbox(), clock, numbers),
                        new Acceptances(database, bookings, rides, bell, settings.policy(), clock),
                        rides,
                        new Confirmations(database, bookings, rides, bell, clock),
                        new Cancellations(database, bookings, rides, payments, clock),
                        new BookingView(new StatusSpelling(settings.olderWebOrigins())))
                .addTo(kernel.routes());
        kernel.produces(Topic.BOOKING);
        kernel.consume(ConsumerGroup.BOOKING_PAYMENTS, new PaymentNews(bookings, rides, bell, clock).handlers());
        kernel.every("auto-confirm", settings.autoConfirmEvery(), autoConfirm::confirmOverdue);
        reconcile("live-bookings-and-payments", PaidBookings::live, bookings, rides, payments, bell, clock);
        reconcile("ended-bookings-and-payments", PaidBookings::ended, bookings, rides, payments, bell, clock);
        kernel.listen();
    }

    private void reconcile(
            String name,
            PaymentComparison.Walk walk,
            Bookings bookings,
            Rides rides,
            PaymentLookup payments,
            Bell bell,
            InstantSource clock) {
        PaymentComparison comparison =
                new PaymentComparison(walk, kernel.database(), bookings, rides, payments, bell, clock);
        kernel.every(
                name,
                settings.reconcileEvery(),
                new Reconciliation<>(name, kernel.database(), kernel.health(), comparison)::run);
    }

    /** The time as the database keeps it, so that what is answered now reads the same later. */
    private static Instant asStored(InstantSource clock) {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
