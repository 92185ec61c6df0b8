package my.kilat.booking.domain;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.DeclineReason;
import my.kilat.contract.identity.Role;
import my.kilat.platform.failure.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole state machine: what comes of every move, by everybody, from every state. A word is the state it leads to, {@code
 * same} a repetition without effect, a number the kind of refusal by its HTTP status.
 */
class MoveTest {

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(delimiter = '|', textBlock = """
            # move   | by           | requested   | accepted    | in_progress | delivered | completed | cancelled
            accept   | runner       | accepted    | same        | 422         | 422       | 422       | 422
            accept   | other runner | accepted    | 409         | 409         | 409       | 409       | 409
            decline  | runner       | 403         | requested   | 409         | 409       | 409       | 409
            decline  | other runner | 403         | 403         | 403         | 403       | 403       | 403
            decline  | owner        | 403         | 403         | 403         | 403       | 403       | 403
            decline  | admin        | 403         | 403         | 403         | 403       | 403       | 403
            assign   | admin        | accepted    | same        | 422         | 422       | 422       | 422
            assign   | runner       | 403         | 403         | 403         | 403       | 403       | 403
            assign   | owner        | 403         | 403         | 403         | 403       | 403       | 403
            reoffer  | admin        | requested   | requested   | 422         | 422       | 422       | 422
            reoffer  | runner       | 403         | 403         | 403         | 403       | 403       | 403
            reoffer  | owner        | 403         | 403         | 403         | 403       | 403       | 403
            pick_up  | runner       | 403         | in_progress | same        | 422       | 422       | 422
            pick_up  | other runner | 403         | 403         | 403         | 403       | 403       | 403
            pick_up  | owner        | 403         | 403         | 403         | 403       | 403       | 403
            pick_up  | admin        | 403         | 403         | 403         | 403       | 403       | 403
            deliver  | runner       | 403         | 422         | delivered   | same      | 422       | 422
            deliver  | other runner | 403         | 403         | 403         | 403       | 403       | 403
            deliver  | owner        | 403         | 403         | 403         | 403       | 403       | 403
            deliver  | admin        | 403         | 403         | 403         | 403       | 403       | 403
            confirm  | owner        | 422         | 422         | 422         | delivered | same      | 422
            confirm  | other owner  | 403         | 403         | 403         | 403       | 403       | 403
            confirm  | runner       | 403         | 403         | 403         | 403       | 403       | 403
            confirm  | admin        | 403         | 403         | 403         | 403       | 403       | 403
            confirm  | platform     | 422         | 422         | 422         | delivered | 422       | 422
            cancel   | owner        | cancelled   | cancelled   | cancelled   | 422       | 422       | same
            cancel   | runner       | 403         | cancelled   | cancelled   | 422       | 422       | 422
            cancel   | admin        | cancelled   | cancelled   | cancelled   | 422       | 422       | 422
            cancel   | other owner  | 403         | 403         | 403         | 403       | 403       | 403
            cancel   | other runner | 403         | 403         | 403         | 403       | 403       | 403
            accept   | operator     | 403         | 403         | 403         | 403       | 403       | 403
            decline  | operator     | 403         | 403         | 403         | 403       | 403       | 403
            assign   | operator     | 403         | 403         | 403         | 403       | 403       | 403
            reoffer  | operator     | 403         | 403         | 403         | 403       | 403       | 403
            pick_up  | operator     | 403         | 403         | 403         | 403       | 403       | 403
            deliver  | operator     | 403         | 403         | 403         | 403       | 403       | 403
            confirm  | operator     | 403         | 403         | 403         | 403       | 403       | 403
            cancel   | operator     | 403         | 403         | 403         | 403       | 403       | 403
            accept   | ex-runner    | 403         | 403         | 403         | 403       | 403       | 403
            decline  | ex-runner    | 403         | 403         | 403         | 403       | 403       | 403
            pick_up  | ex-runner    | 403         | 403         | 403         | 403       | 403       | 403
            deliver  | ex-runner    | 403         | 403         | 403         | 403       | 403       | 403
            cancel   | ex-runner    | 403         | 403         | 403         | 403       | 403       | 403
            expire   | platform     | cancelled   | 422         | 422         | 422       | 422       | 422
            reoffer  | platform     | 422         | requested   | 422         | 422       | 422       | 422
            """)
    void everyMoveByEverybodyFromEveryState(
            String move,
            String by,
            String requested,
            String accepted,
            String inProgress,
            String delivered,
            String completed,
            String cancelled) {
        assertThat(outcomes(move, by))
                .containsExactly(requested, accepted, inProgress, delivered, completed, cancelled);
    }

    private static String[] outcomes(String move, String by) {
        String[] outcomes = new String[BookingStatus.values().length];
        for (BookingStatus from : BookingStatus.values()) {
            outcomes[from.ordinal()] = decision(move, actor(by), Sample.in(from));
        }
        return outcomes;
    }

    private static String decision(String move, Actor actor, Booking booking) {
        try {
            Decision decision = make(move, actor, booking);
            if (decision instanceof Decision.Unchanged) {
                assertThat(decision.after()).isSameAs(booking);
                return "same";
            }
            return decision.after().status().word();
        } catch (Failure.NotAllowed e) {
            return "403";
        } catch (Failure.Conflict e) {
            return "409";
        } catch (Failure.IllegalTransition e) {
            assertThat(e.reason())
                    .isEqualTo("cannot transition from '%s' to '%s'"
                            .formatted(booking.status().word(), to(move).word()));
            return "422";
        }
    }

    private static Decision make(String move, Actor actor, Booking booking) {
        return switch (move) {
            case "accept" ->
                booking.accept((Actor.Person) actor, new Eligibility(false, 0), Sample.DEFAULT, Sample.NOW);
            case "decline" -> booking.decline((Actor.Person) actor, DeclineReason.OTHER, Sample.NOW);
            case "assign" ->
                booking.assign(
                        (Actor.Person) actor,
                        Sample.RUNNER.id(),
                        new Eligibility(false, 0),
                        "",
                        Sample.DEFAULT,
                        Sample.NOW);
            case "reoffer" -> booking.reoffer(actor, "", Sample.NOW);
            case "pick_up" -> booking.pickUp((Actor.Person) actor, false, Sample.PLANNING, Sample.NOW);
            case "deliver" -> booking.deliver((Actor.Person) actor, Sample.DEFAULT, Sample.NOW);
            case "confirm" -> booking.confirm(actor, Sample.NOW);
            case "expire" -> booking.expire("", Sample.NOW);
            case "cancel" -> booking.cancel((Actor.Person) actor, "", Sample.NOW);
            default -> throw new IllegalArgumentException(move);
        };
    }

    private static BookingStatus to(String move) {
        return Move.valueOf(move.toUpperCase(java.util.Locale.ROOT)).to();
    }

    private static Actor actor(String who) {
        return switch (who) {
            case "owner" -> Sample.OWNER;
            case "runner" -> Sample.RUNNER;
            case "other owner" -> Sample.OTHER_OWNER;
            case "other runner" -> Sample.OTHER_RUNNER;
            case "admin" -> Sample.ADMIN;
            // Operators who had another role when they became a party.
            case "operator" -> new Actor.Person(Sample.OWNER.id(), Role.OPERATOR);
            case "ex-runner" -> new Actor.Person(Sample.RUNNER.id(), Role.OPERATOR);
            case "platform" -> Actor.Platform.PLATFORM;
            default -> throw new IllegalArgumentException(who);
        };
    }
}
