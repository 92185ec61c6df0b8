package my.kilat.console.simulator;

import my.kilat.console.simulator.DemoFigures.Outcome;
import my.kilat.console.simulator.SimulatedOwner.Ride;
import my.kilat.console.simulator.SimulatedOwner.Wish;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A booking of a demo with the runner who drives it, from its request to its end. */
final class SimulatedRide {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedRide.class);
    private static final int STEPS_TO_PICKUP = 6;
    private static final int STEPS_TO_DROPOFF = 14;
    private static final String REQUESTED = "requested";

    private final SimulatedOwner owner;
    private final SimulatedRunner runner;
    private final Pace pace;
    private final DemoFigures figures;

    SimulatedRide(SimulatedOwner owner, SimulatedRunner runner, Pace pace, DemoFigures figures) {
        this.owner = owner;
        this.runner = runner;
        this.pace = pace;
        this.figures = figures;
    }

    /**
     * Lives it to its end.
     *
     * @throws DemoOverException when the demo is over; it has been wound up then
     */
    void live(SimulatedCard card) {
        Wish wish = Wish.any();
        Ride ride = pace.patiently(() -> owner.book(wish), figures::trouble);
        figures.made();
        try {
            figures.add(course(ride, card));
            runner.rest();
        } catch (RefusedException e) {
            // An administrator, or a rule of the platform, has decided otherwise.
            figures.add(Outcome.LOST);
            figures.refused(e.words());
            runner.rest();
        } catch (DemoOverException e) {
            figures.add(windUp(ride));
            throw e;
        }
    }

    private Outcome course(Ride ride, SimulatedCard card) {
        if (!pays(ride, card)) {
            return Outcome.UNPAID;
        }
        if (!accepts(ride)) {
            return Outcome.LOST;
        }
        drive(ride.pickup(), STEPS_TO_PICKUP);
        patiently(() -> runner.pickUp(ride));
        drive(ride.dropoff(), STEPS_TO_DROPOFF);
        patiently(() -> runner.deliver(ride));
        patiently(() -> owner.confirm(ride));
        return Outcome.COMPLETED;
    }

    private boolean pays(Ride ride, SimulatedCard card) {
        try {
            patiently(() -> owner.pay(ride, card));
        } catch (RefusedException e) {
            if (card.isGood()) {
                throw e;
            }
        }
        return card.isGood();
    }

    /** Until the money is held, and while dispatch keeps the ride for others, it is refused. */
    private boolean accepts(Ride ride) {
        while (true) {
            pace.step();
            try {
                patiently(() -> runner.accept(ride));
                return true;
            } catch (RefusedException e) {
                String status = pace.patiently(() -> owner.status(ride), figures::trouble);
                if (!status.equals(REQUESTED)) {
                    return false;
                }
            }
        }
    }

    /** While the phone is lost the runner gets no further. */
    private void drive(Position target, int steps) {
        int left = steps;
        while (left > 0) {
            pace.step();
            int parts = left;
            if (pace.patiently(() -> runner.drive(target, parts), figures::trouble)) {
                left--;
            }
        }
    }

    private void patiently(Runnable act) {
        pace.<Boolean>patiently(
                () -> {
                    act.run();
                    return true;
                },
                figures::trouble);
    }

    /** Once: the services have had their time. */
    private Outcome windUp(Ride ride) {
        try {
            if (runner.doing() == SimulatedRunner.Doing.WITH_PET) {
                runner.deliver(ride);
                owner.confirm(ride);
                return Outcome.COMPLETED;
            }
            owner.cancel(ride);
            return Outcome.CANCELLED;
        } catch (RefusedException | Failure e) {
            LOG.warn("the booking {} of the demo is left as it is: {}", ride.number(), e.getMessage());
            return Outcome.LEFT;
        }
    }
}
