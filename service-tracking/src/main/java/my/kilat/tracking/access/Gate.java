package my.kilat.tracking.access;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import my.kilat.contract.identity.Role;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.tracking.domain.Parties;

/**
 * Lets those in who may follow a booking. What events have told decides; only where they may lag behind is the booking
 * service asked: about a booking that was made a moment ago, and for a runner who may have taken one a moment ago.
 */
public final class Gate {
    private final Function<UUID, Optional<Parties>> heardOf;
    private final BookingService service;

    /** Knows by {@code heardOf} what events have told of a booking. */
    public Gate(Function<UUID, Optional<Parties>> heardOf, BookingService service) {
        this.heardOf = heardOf;
        this.service = service;
    }

    /**
     * Lets the caller pass.
     *
     * @param authorization the caller's header of that name, for asking in the caller's name
     * @return who may follow the booking
     * @throws Failure.NotFound if there is no such booking
     * @throws Failure.NotAllowed if it is none of the caller's business
     * @throws Failure.Unavailable if that cannot be told at the moment
     */
    public Parties admit(Caller caller, UUID booking, String authorization) {
        Optional<Parties> known = heardOf.apply(booking);
        if (known.isPresent()) {
            if (known.get().include(caller)) {
                return known.get();
            }
            if (caller.role() != Role.RUNNER) {
                throw foreign();
            }
        }
        return switch (service.look(booking, authorization)) {
            case BookingService.Answer.Found(Parties parties) when parties.include(caller) -> parties;
            case BookingService.Answer.Found _, BookingService.Answer.Foreign _ -> throw foreign();
            case BookingService.Answer _ when known.isPresent() -> throw foreign();
            case BookingService.Answer.Unknown _ -> throw new Failure.NotFound("Booking", booking);
            case BookingService.Answer.None _ ->
                throw new Failure.Unavailable("the booking cannot be checked at the moment; try again");
        };
    }

    private static Failure foreign() {
        return new Failure.NotAllowed("you may follow only your own bookings");
    }
}
