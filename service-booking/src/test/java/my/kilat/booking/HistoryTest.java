package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.ActorRole;
import my.kilat.contract.booking.BookingHistory;
import my.kilat.contract.booking.BookingHistoryEntry;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.booking.HistoryKind;
import my.kilat.contract.event.RunnerArrived;
import my.kilat.contract.event.UnattendedStop;
import my.kilat.contract.identity.Role;
import my.kilat.contract.tracking.Stop;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The history of a booking, for those whom it concerns. */
class HistoryTest {
    /** Times of events are whole seconds. */
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    private static ApiClient.Answer read(Person person, UUID booking) {
        return person.api().get(Town.BOOKINGS + "/" + booking + "/history");
    }

    private static List<BookingHistoryEntry> entries(Person person, UUID booking) {
        BookingHistory history = read(person, booking).expect(200).data(BookingHistory.class);
        assertThat(history.bookingId()).isEqualTo(booking);
        return history.entries();
    }

    private static String inShort(BookingHistoryEntry entry) {
        String what = entry.kind() == HistoryKind.ARRIVAL
                ? "at " + Objects.requireNonNull(entry.stop()).word()
                : Objects.requireNonNull(entry.toStatus()).word();
        return what + " by " + entry.actorRole().word();
    }

    private static void arrive(UUID booking, Person runner, Stop stop) {
        town.clock().advance(A_WHILE);
        Instant now = town.clock().instant();
        town.clock().advance(A_WHILE);
        town.events()
                .publish(new RunnerArrived(
                        UUID.randomUUID(), booking, "BK-7QK2MX", runner.id(), null, stop, now, false, now));
        Town.await(
                "the arrival",
                () -> assertThat(town.rows("select 1 from booking_arrival where booking_id = '" + booking
                                + "' and stop = '" + stop.word() + "'"))
                        .isNotEmpty());
    }

    @Test
    void aStopThatWasTooLongIsPartOfIt() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.IN_PROGRESS, owner, runner);
        town.clock().advance(A_WHILE);
        Instant now = town.clock().instant();
        UnattendedStop stop = new UnattendedStop(
                UUID.randomUUID(),
                booking,
                "BK-7QK2MX",
                runner.id(),
                null,
                3.145,
                101.7,
                now.minusSeconds(600),
                false,
                now);
        town.events().publish(stop);
        town.events().publish(stop);
        Town.await(
                "the stop",
                () -> assertThat(entries(owner, booking).getLast().kind()).isEqualTo(HistoryKind.UNATTENDED_STOP));
        assertThat(entries(runner, booking))
                .filteredOn(entry -> entry.kind() == HistoryKind.UNATTENDED_STOP)
                .hasSize(1);
    }

    @Test
    void theStepsAndTheArrivalsAreInTheOrderInWhichTheyHappened() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        arrive(booking, runner, Stop.PICKUP);
        runner.pickUp(booking).expect(200);
        arrive(booking, runner, Stop.DROPOFF);
        runner.deliver(booking).expect(200);
        for (Person party : List.of(owner, runner)) {
            assertThat(entries(party, booking))
                    .extracting(HistoryTest::inShort)
                    .containsExactly(
                            "requested by owner",
                            "accepted by runner",
                            "at pickup by runner",
                            "in_progress by runner",
                            "at dropoff by runner",
                            "delivered by runner");
        }
        BookingHistoryEntry first = entries(owner, booking).getFirst();
        assertThat(first.fromStatus()).isNull();
        assertThat(entries(owner, booking).get(1).fromStatus()).isEqualTo(BookingStatus.REQUESTED);
    }

    @Test
    void onlyAnAdministratorReadsWhoItWasAndWhy() {
        Person owner = town.owner();
        Person former = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, former);
        arrive(booking, former, Stop.PICKUP);
        former.api()
                .post(Town.BOOKINGS + "/" + booking + "/decline", Map.of("reason", "too_far"))
                .expect(200);
        assertThat(entries(owner, booking))
                .allSatisfy(entry -> assertThat(entry.actorId()).isNull())
                .allSatisfy(entry -> assertThat(entry.reason()).isNull())
                .hasSize(4);
        List<BookingHistoryEntry> all = entries(town.person(Role.ADMIN), booking);
        assertThat(all)
                .extracting(BookingHistoryEntry::actorId)
                .containsExactly(owner.id(), former.id(), former.id(), former.id());
        assertThat(all.getLast().actorRole()).isEqualTo(ActorRole.RUNNER);
        assertThat(all.getLast().reason()).isEqualTo("too_far");
        assertThat(read(former, booking).status()).as("who had it").isEqualTo(403);
        assertThat(read(town.runner(), booking).status())
                .as("who might accept it")
                .isEqualTo(403);
        assertThat(read(town.owner(), booking).status()).isEqualTo(403);
        assertThat(read(owner, UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void whatThePlatformDidHasNoUser() {
        Person owner = town.owner();
        UUID booking = town.bookingIn(BookingStatus.COMPLETED, owner, town.runner());
        BookingHistoryEntry last = entries(town.person(Role.ADMIN), booking).getLast();
        assertThat(last.toStatus()).isEqualTo(BookingStatus.COMPLETED);
        assertThat(last.actorRole()).isEqualTo(ActorRole.SYSTEM);
        assertThat(last.actorId()).isNull();
    }

    @Test
    void aLongHistoryIsCutToItsLatestEntries() {
        UUID booking = town.owner().booked();
        town.execute("insert into booking_history (booking_id, version, from_status, to_status, actor_role, reason, at)"
                + " select '" + booking + "', n, 'accepted', 'requested', 'runner', '', now() + n * interval '1 second'"
                + " from generate_series(2, 150) n");
        List<BookingHistoryEntry> entries = entries(town.person(Role.ADMIN), booking);
        assertThat(entries).hasSize(100);
        assertThat(entries).isSortedAccordingTo((one, other) -> one.at().compareTo(other.at()));
        assertThat(entries.getLast().at()).isAfter(entries.getFirst().at().plusSeconds(98));
    }
}
