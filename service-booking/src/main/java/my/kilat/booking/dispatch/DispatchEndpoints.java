package my.kilat.booking.dispatch;

import java.time.Duration;
import java.util.UUID;
import my.kilat.booking.domain.Actor;
import my.kilat.booking.domain.Booking;
import my.kilat.booking.domain.Party;
import my.kilat.booking.http.Callers;
import my.kilat.booking.ride.Acceptances;
import my.kilat.booking.store.Bookings;
import my.kilat.booking.store.Suspensions;
import my.kilat.contract.dispatch.Dispatch;
import my.kilat.contract.dispatch.DispatchOffer;
import my.kilat.contract.identity.Role;
import my.kilat.contract.internal.AcceptanceResult;
import my.kilat.contract.internal.DispatchQuestion;
import my.kilat.contract.internal.OfferAcceptance;
import my.kilat.platform.database.Database;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.service.ServiceClient;

/** The search for a runner over HTTP: who may see it, and acceptances that dispatch passes on. */
public final class DispatchEndpoints implements Endpoints {
    private static final String DISPATCHES = "/internal/v1/dispatches";
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final Database database;
    private final Bookings bookings;
    private final Acceptances acceptances;
    private final ServiceClient dispatchService;

    public DispatchEndpoints(
            Database database, Bookings bookings, Acceptances acceptances, ServiceClient dispatchService) {
        this.database = database;
        this.bookings = bookings;
        this.acceptances = acceptances;
        this.dispatchService = dispatchService;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getDispatch", this::get).on("acceptOffer", this::accept);
    }

    private Reply get(Call call) {
        UUID id = call.id("id");
        Booking booking = bookings.find(database, id).orElseThrow(() -> new Failure.NotFound("Booking", id));
        Party party = booking.partyOf(Callers.of(call));
        if (party != Party.OWNER && party != Party.ADMIN) {
            throw new Failure.NotAllowed("only the owner of this booking can see how a runner was looked for");
        }
        Dispatch dispatch = dispatchService.call(DISPATCHES, new DispatchQuestion(id), Answer.class, TIMEOUT).data;
        return Reply.ok(party == Party.ADMIN ? dispatch : forOwner(dispatch));
    }

    private static Dispatch forOwner(Dispatch all) {
        return new Dispatch(
                all.bookingId(),
                all.status(),
                all.rounds(),
                all.startedAt(),
                all.endedAt(),
                all.offers().stream().map(DispatchOffer::forOwner).toList());
    }

    private Reply accept(Call call) throws InterruptedException {
        OfferAcceptance request = call.body(OfferAcceptance.class);
        UUID id = request.bookingId();
        try {
            Booking accepted = acceptances.acceptOffered(id, new Actor.Person(request.runnerId(), Role.RUNNER));
            return Reply.ok(AcceptanceResult.accepted(id, accepted.version()));
        } catch (Failure.NotAllowed refused) {
            return Reply.ok(
                    Suspensions.isSuspended(database, request.runnerId())
                            ? AcceptanceResult.suspended(id, refused.reason())
                            : AcceptanceResult.refused(id, refused.reason()));
        } catch (Failure.Conflict | Failure.IllegalTransition | Failure.NotFound refused) {
            return Reply.ok(AcceptanceResult.refused(id, refused.reason()));
        }
    }

    private record Answer(Dispatch data) {}
}
