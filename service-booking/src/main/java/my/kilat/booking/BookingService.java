package my.kilat.booking;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import my.kilat.booking.arrival.TripEventHandler;
import my.kilat.booking.cancellation.CancellationEndpoints;
import my.kilat.booking.cancellation.Cancellations;
import my.kilat.booking.confirmation.AutoConfirm;
import my.kilat.booking.confirmation.ConfirmationEndpoints;
import my.kilat.booking.confirmation.Confirmations;
import my.kilat.booking.deadline.DeadlineJob;
import my.kilat.booking.deadline.OverdueRides;
import my.kilat.booking.dispatch.DispatchEndpoints;
import my.kilat.booking.dispatch.ReassignmentEndpoints;
import my.kilat.booking.dispatch.RunnerLookup;
import my.kilat.booking.domain.BookingNumbers;
import my.kilat.booking.domain.Deadlines;
import my.kilat.booking.domain.Planning;
import my.kilat.booking.domain.RidePolicy;
import my.kilat.booking.domain.StuckAfter;
import my.kilat.booking.handling.HandlingEndpoints;
import my.kilat.booking.http.BookingView;
import my.kilat.booking.http.StatusSpelling;
import my.kilat.booking.lookup.BookingEndpoints;
import my.kilat.booking.lookup.BookingLookup;
import my.kilat.booking.overview.OverviewEndpoints;
import my.kilat.booking.payment.PaymentComparison;
import my.kilat.booking.payment.PaymentEventHandler;
import my.kilat.booking.payment.PaymentLookup;
import my.kilat.booking.payment.PaymentUpdates;
import my.kilat.booking.request.RequestEndpoints;
import my.kilat.booking.request.Requests;
import my.kilat.booking.ride.Acceptances;
import my.kilat.booking.ride.RideEndpoints;
import my.kilat.booking.ride.Rides;
import my.kilat.booking.store.BookingCursorLists;
import my.kilat.booking.store.BookingLists;
import my.kilat.booking.store.BookingOverviews;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.Declines;
import my.kilat.booking.store.DueBookings;
import my.kilat.booking.store.PaidBookings;
import my.kilat.booking.suspension.SuspensionEventHandler;
import my.kilat.booking.vet.ClinicEndpoints;
import my.kilat.booking.vet.ExampleClinics;
import my.kilat.booking.vet.VetEndpoints;
import my.kilat.booking.welfare.WelfareEndpoints;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.event.Topic;
import my.kilat.platform.database.Database;
import my.kilat.platform.event.ChangeSignal;
import my.kilat.platform.reconcile.Reconciliation;
import my.kilat.platform.routing.Routing;
import my.kilat.platform.service.Assembly;
import my.kilat.platform.service.ServiceContext;
import my.kilat.platform.service.ServiceDefinition;
import my.kilat.platform.settings.Environment;

/** Bookings: requested, accepted, carried out, confirmed and cancelled here. */
public final class BookingService implements ServiceDefinition<BookingSettings> {
    private static final String LIVE = "live-bookings-and-payments";
    private static final String ENDED = "ended-bookings-and-payments";

    private final Supplier<String> numbers;

    public BookingService() {
        this(new BookingNumbers(ThreadLocalRandom::current));
    }

    /** With another source of booking numbers. */
    BookingService(Supplier<String> numbers) {
        this.numbers = numbers;
    }

    @Override
    public String name() {
        return "booking";
    }

    @Override
    public int port() {
        return Component.BOOKING.port();
    }

    @Override
    public BookingSettings settings(Environment environment) {
        return BookingSettings.from(environment);
    }

    @Override
    public void assemble(ServiceContext context, BookingSettings settings, Assembly service) {
        Database database = context.database();
        InstantSource clock = context.clockAsStored();
        RidePolicy policy = settings.policy();
        ChangeSignal changes = new ChangeSignal();

        Planning planning = settings.planning();
        Deadlines deadlines = new Deadlines(policy, settings.limits(), planning);
        Bookings bookings = new Bookings(deadlines);
        DueBookings due = new DueBookings(bookings);
        BookingLookup lookup = new BookingLookup(
                database,
                bookings,
                new BookingLists(database, policy, clock),
                new BookingCursorLists(database, policy, clock));
        PaymentLookup payments = new PaymentLookup(context.clientOf("payment", settings.paymentUrl()));

        Declines declines = new Declines();
        Rides rides = new Rides(bookings, declines, context.outbox());
        Requests requests = new Requests(
                bookings,
                context.outbox(),
                planning,
                clock,
                numbers,
                Routing.open(name(), settings.routing(), context.http(), context.clock(), context.meters()));
        Acceptances acceptances =
                new Acceptances(database, new Acceptances.Stores(bookings, declines), rides, changes, policy, clock);
        Confirmations confirmations = new Confirmations(database, bookings, rides, changes, clock);
        Cancellations cancellations = new Cancellations(database, bookings, rides, payments, clock);
        AutoConfirm autoConfirm = new AutoConfirm(
                database,
                bookings,
                rides,
                new AutoConfirm.Deadlines(settings.autoConfirmAfter(), settings.payAgainWithin()),
                clock,
                context.health());
        PaymentUpdates updates = new PaymentUpdates(bookings, rides, settings.policy(), changes);
        PaymentComparison live = new PaymentComparison(PaidBookings::live, database, updates, payments, clock);
        PaymentComparison ended = new PaymentComparison(PaidBookings::ended, database, updates, payments, clock);

        if (settings.exampleVets()) {
            ExampleClinics.seed(database, clock.instant());
        }
        BookingView view = new BookingView(new StatusSpelling(settings.olderWebOrigins()));
        service.endpoints(
                new RequestEndpoints(requests, view),
                new BookingEndpoints(lookup, view),
                new RideEndpoints(acceptances, rides, policy, planning, clock, view),
                new ConfirmationEndpoints(confirmations, view),
                new CancellationEndpoints(cancellations, view),
                new HandlingEndpoints(database, bookings, clock),
                new WelfareEndpoints(database, bookings),
                new VetEndpoints(database, bookings, settings.nearestVets(), clock),
                new ClinicEndpoints(database, clock),
                new ReassignmentEndpoints(
                        database,
                        rides,
                        new RunnerLookup(context.clientOf("runner", settings.runnerUrl())),
                        policy,
                        clock,
                        view),
                new OverviewEndpoints(
                        database,
                        bookings,
                        new BookingOverviews(
                                database, policy, StuckAfter.of(settings.limits(), settings.autoConfirmAfter())),
                        context.clock()),
                new DispatchEndpoints(
                        database, bookings, acceptances, context.clientOf("dispatch", settings.dispatchUrl())));

        service.produces(Topic.BOOKING);
        service.mayProduce(Topic.NOTICE);
        service.consume(new PaymentEventHandler(updates, clock).subscription());
        service.consume(new TripEventHandler().subscription());
        service.consume(new SuspensionEventHandler().subscription());

        service.every("auto-confirm", settings.autoConfirmEvery(), autoConfirm::confirmOverdue);
        service.every(
                "deadlines",
                settings.deadlinesEvery(),
                new DeadlineJob(database, due, deadlines, rides, payments, clock).work(context.health())::run);
        service.every(
                "overdue-rides",
                settings.deadlinesEvery(),
                new OverdueRides(database, due, clock, context.health())::look);
        service.every(LIVE, settings.reconcileEvery(), reconciliation(context, LIVE, live)::run);
        service.every(ENDED, settings.reconcileEvery(), reconciliation(context, ENDED, ended)::run);
    }

    private static Reconciliation<PaidBookings.Row> reconciliation(
            ServiceContext context, String name, PaymentComparison comparison) {
        return new Reconciliation<>(name, context.database(), context.health(), comparison);
    }
}
