package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.HandlingCard;
import my.kilat.contract.event.EventType;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The handling card: written by the owner until the pickup, shown to the runner while the ride is theirs, and nowhere else. */
class HandlingTest {
    private static final Map<String, Object> CARD = Map.of(
            "bites", "when touched at the paws",
            "medication", "Apoquel at noon",
            "hides", "under seats",
            "vet_phone", "+60312345678");

    private static Town town;

    @BeforeAll
    static void open() {
        town = Town.open();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    private static String path(UUID booking) {
        return Town.BOOKINGS + "/" + booking + "/handling";
    }

    private static ApiClient.Answer read(Person person, UUID booking) {
        return person.api().get(path(booking));
    }

    private static ApiClient.Answer write(Person person, UUID booking, Object card) {
        return person.api().send("PUT", path(booking), card);
    }

    private static UUID bookedWith(Person owner) {
        return owner.book(Town.request("handling", CARD))
                .expect(201)
                .data(HasId.class)
                .id();
    }

    private record HasId(UUID id) {}

    @Test
    void itIsWrittenWithTheRequestAndReplacedUntilThePickup() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = bookedWith(owner);
        HandlingCard card = read(owner, booking).expect(200).data(HandlingCard.class);
        assertThat(card.bites()).isEqualTo("when touched at the paws");
        assertThat(card.updatedAt()).isNotNull();

        card = write(owner, booking, Map.of("hides", "  in sleeves "))
                .expect(200)
                .data(HandlingCard.class);
        assertThat(card.hides()).isEqualTo("in sleeves");
        assertThat(card.bites()).isEmpty();

        town.pay(booking);
        runner.accept(booking).expect(200);
        write(owner, booking, CARD).expect(200);
        assertThat(read(runner, booking).expect(200).data(HandlingCard.class).vetPhone())
                .isEqualTo("+60312345678");
        runner.pickUp(booking).expect(200);
        write(owner, booking, Map.of()).expect(409);
        assertThat(read(runner, booking).expect(200).data(HandlingCard.class).bites())
                .isEqualTo("when touched at the paws");
        runner.deliver(booking).expect(200);
        read(runner, booking).expect(403);
        assertThat(read(owner, booking).expect(200).data(HandlingCard.class).medication())
                .isEqualTo("Apoquel at noon");
        assertThat(read(town.person(Role.ADMIN), booking)
                        .expect(200)
                        .data(HandlingCard.class)
                        .medication())
                .isEqualTo("Apoquel at noon");
    }

    @Test
    void nobodyElseReadsOrWritesIt() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = bookedWith(owner);
        town.pay(booking);
        for (Person other : List.of(town.owner(), runner, town.person(Role.SHOP), town.person(Role.OPERATOR))) {
            read(other, booking).expect(403);
            write(other, booking, CARD).expect(403);
        }
        write(town.person(Role.ADMIN), booking, CARD).expect(403);
        runner.accept(booking).expect(200);
        read(runner, booking).expect(200);
        write(runner, booking, CARD).expect(403);
        runner.api()
                .post(Town.BOOKINGS + "/" + booking + "/decline", Map.of("reason", "other"))
                .expect(200);
        read(runner, booking).expect(403);
        read(owner, UUID.randomUUID()).expect(404);
    }

    @Test
    void nothingElseShowsIt() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID booking = bookedWith(owner);
        town.pay(booking);
        List<String> answers = List.of(
                runner.list("?status=requested").expect(200).text(),
                runner.get(booking).expect(200).text(),
                owner.get(booking).expect(200).text(),
                runner.accept(booking).expect(200).text(),
                runner.list("").expect(200).text(),
                town.events().await(EventType.BOOKING_REQUESTED, booking).data().toString(),
                town.events().await(EventType.BOOKING_ACCEPTED, booking).data().toString());
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .doesNotContain("handling")
                        .doesNotContain("Apoquel")
                        .doesNotContain("+60312345678"));
    }

    @Test
    void itsTextsAreBounded() {
        Person owner = town.owner();
        UUID booking = owner.booked();
        assertThat(read(owner, booking).expect(200).data(HandlingCard.class))
                .isEqualTo(new HandlingCard(booking, "", "", "", "", null));
        write(owner, booking, Map.of("bites", "x".repeat(501))).expect(400);
        write(owner, booking, Map.of("vet_phone", "1".repeat(31))).expect(400);
        owner.book(Town.request("handling", Map.of("hides", "x".repeat(501)))).expect(400);
        write(owner, booking, Map.of("bites", "x".repeat(500))).expect(200);
    }
}
