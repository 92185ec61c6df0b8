package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.identity.Role;
import my.kilat.contract.vet.NearbyVet;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.json.Json;
import my.kilat.platform.time.Times;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The nearest vets of a ride: who is shown them, which, from where and in which order. */
class VetsTest {
    private static final List<String> EVERY_DAY =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    /** A degree of latitude, and of longitude at the equator, in metres on the sphere. */
    private static final double DEGREE = 6_371_008.77 * Math.PI / 180;

    private static Town town;
    private static Person admin;
    private static Person owner;

    @BeforeAll
    static void open() {
        town = Town.open();
        admin = town.person(Role.ADMIN);
        owner = town.owner();
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @BeforeEach
    void empty() {
        town.execute("delete from vet_clinic");
    }

    private static ApiClient.Answer find(Person person, UUID booking, String query) {
        return person.api().get(Town.BOOKINGS + "/" + booking + "/vets" + query);
    }

    private static List<NearbyVet> found(UUID booking, String query) {
        List<NearbyVet> vets = new ArrayList<>();
        for (JsonNode vet : find(owner, booking, query).expect(200).data()) {
            vets.add(Json.read(vet.toString(), NearbyVet.class));
        }
        return vets;
    }

    private static List<String> names(UUID booking, String query) {
        return found(booking, query).stream().map(NearbyVet::name).toList();
    }

    private static void clinic(String name, double latitude, double longitude, Map<String, ?> more) {
        Map<String, Object> clinic = new HashMap<>(Map.of(
                "name", name, "phone", "+60322820000", "address", "KL", "latitude", latitude, "longitude", longitude));
        clinic.putAll(more);
        admin.api().post("/api/v1/admin/vets", clinic).expect(201);
    }

    private static Map<String, ?> open(List<String> days, String opens, String closes) {
        return Map.of("opening_hours", List.of(Map.of("days", days, "opens", opens, "closes", closes)));
    }

    private static Map<String, ?> atAllHours() {
        return Map.of("open_all_hours", true);
    }

    /** Moves the clock on to the next time that a day of the week has that time in Kuala Lumpur. */
    private static Instant moveTo(DayOfWeek day, String time) {
        ZonedDateTime now = town.clock().instant().atZone(Times.KUALA_LUMPUR);
        ZonedDateTime then = now.with(TemporalAdjusters.next(day)).with(LocalTime.parse(time));
        town.clock().advance(Duration.between(now, then));
        return then.toInstant().truncatedTo(ChronoUnit.MINUTES);
    }

    @Test
    void anEmptyDirectoryHasNoVets() {
        assertThat(found(owner.booked(), "")).isEmpty();
    }

    @Test
    void theOpenOnesComeFirstAndEachTheNearestFirst() {
        Instant now = moveTo(DayOfWeek.THURSDAY, "20:00");
        clinic("near, closed", 0.01, 0, open(EVERY_DAY, "09:00", "18:00"));
        clinic("far, open", 0.2, 0, atAllHours());
        clinic("middle, open", 0.1, 0, open(List.of("thursday"), "19:30", "20:30"));
        clinic("too far, open", 0.5, 0, atAllHours());
        clinic("too far, closed", 0.4, 0, open(List.of("monday"), "09:00", "18:00"));
        clinic("inactive, open", 0.001, 0, Map.of("open_all_hours", true, "active", false));
        List<NearbyVet> vets = found(owner.booked(), "?latitude=0&longitude=0");
        assertThat(vets).extracting(NearbyVet::name).containsExactly("middle, open", "far, open", "near, closed");
        assertThat(vets).extracting(NearbyVet::openNow).containsExactly(true, true, false);
        assertThat(vets.getFirst().distanceM()).isCloseTo(Math.round(DEGREE / 10), Offset.offset(2L));
        assertThat(vets.getFirst().openUntil()).isEqualTo(now.plus(Duration.ofMinutes(30)));
        assertThat(vets.get(1).openUntil()).as("never closes").isNull();
        assertThat(vets.get(2).openUntil()).isNull();
        assertThat(vets.get(2).opensAt()).isEqualTo(now.plus(Duration.ofHours(13)));
        assertThat(vets.getFirst().phone()).isEqualTo("+60322820000");
    }

    @Test
    void hoursPastMidnightCountOnTheNextDayAlsoAtTheEndOfTheWeek() {
        clinic("night", 0, 0, open(List.of("sunday"), "22:00", "02:00"));
        UUID booking = owner.booked();
        String here = "?latitude=0&longitude=0";
        Instant sunday = moveTo(DayOfWeek.SUNDAY, "23:30");
        assertThat(found(booking, here).getFirst().openUntil()).isEqualTo(sunday.plus(Duration.ofMinutes(150)));
        town.clock().advance(Duration.ofHours(2));
        assertThat(found(booking, here).getFirst().openNow()).as("Monday 01:30").isTrue();
        town.clock().advance(Duration.ofMinutes(30));
        NearbyVet closed = found(booking, here).getFirst();
        assertThat(closed.openNow()).as("Monday 02:00").isFalse();
        assertThat(closed.opensAt()).isEqualTo(sunday.plus(Duration.ofMinutes(7 * 24 * 60 - 90)));
    }

    @Test
    void whereNoneIsOpenTheNearestAreShownWhereverTheyAre() {
        moveTo(DayOfWeek.FRIDAY, "03:00");
        for (int i = 6; i > 0; i--) {
            clinic("closed " + i, 0.1 * i, 0, open(EVERY_DAY, "09:00", "18:00"));
        }
        clinic("open beyond the radius", 0.35, 0, atAllHours());
        List<NearbyVet> vets = found(owner.booked(), "?latitude=0&longitude=0");
        assertThat(vets)
                .extracting(NearbyVet::name)
                .containsExactly("closed 1", "closed 2", "closed 3", "open beyond the radius", "closed 4");
        assertThat(vets.getFirst().opensAt())
                .isEqualTo(town.clock().instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(6)));
    }

    @Test
    void manyClosedOnesDoNotHideOneThatIsOpen() {
        moveTo(DayOfWeek.FRIDAY, "03:00");
        for (int i = 0; i < 12; i++) {
            clinic("closed " + i, 0.001 * i, 0, open(EVERY_DAY, "09:00", "18:00"));
        }
        clinic("open", 0.26, 0, atAllHours());
        assertThat(names(owner.booked(), "?latitude=0&longitude=0"))
                .containsExactly("open", "closed 0", "closed 1", "closed 2", "closed 3");
    }

    /** Against looking at all of them, with distances as the domain measures them. */
    @Test
    void theyAreThoseThatALookAtAllOfThemFinds() {
        moveTo(DayOfWeek.TUESDAY, "12:00");
        town.execute("""
                insert into vet_clinic (id, name, phone, address, latitude, longitude, open_all_hours, opens, closes, active,
                                        updated_by, updated_at)
                select gen_random_uuid(), 'c' || i, '+60322820000', 'KL', 3.1 + sqrt(i) * cos(i * 2.4) / 150,
                       101.6 + sqrt(i) * sin(i * 2.4) / 150, i % 7 = 0,
                       case when i % 3 = 0 then '{1500}' else '{}' end ::integer[],
                       case when i % 3 = 0 then '{2400}' else '{}' end ::integer[], i % 5 > 0, gen_random_uuid(), now()
                from generate_series(1, 2000) i""");
        UUID booking = owner.booked();
        for (int i = 0; i < 20; i++) {
            double latitude = 3 + i * 0.01;
            double longitude = 101.7 - i * 0.01;
            List<String> expected = town
                    .rows("""
                            select name from vet_clinic where active and (i_open or open_all_hours)
                            order by st_distance(place, st_makepoint(%s, %s)::geography, false) limit 5""".formatted(longitude, latitude)
                            .replace("i_open", "2160 between 1500 and 2399 and opens = '{1500}'"))
                    .stream()
                    .map(List::getFirst)
                    .toList();
            assertThat(names(booking, "?latitude=" + latitude + "&longitude=" + longitude))
                    .isEqualTo(expected);
        }
    }

    @Test
    void withoutAPositionItIsTheStopThatThePetIsAtOrOnItsWayTo() {
        clinic("at the pickup", 3.139, 101.6869, atAllHours());
        clinic("at the drop-off", 3.15, 101.71, atAllHours());
        Person runner = town.runner();
        UUID booking = town.bookingIn(BookingStatus.ACCEPTED, owner, runner);
        assertThat(names(booking, "")).containsExactly("at the pickup", "at the drop-off");
        runner.pickUp(booking).expect(200);
        assertThat(names(booking, "")).containsExactly("at the drop-off", "at the pickup");
        assertThat(names(booking, "?latitude=3.139&longitude=101.6869"))
                .containsExactly("at the pickup", "at the drop-off");
    }

    @Test
    void aRunnerIsShownThemWhileTheRideIsTheirs() {
        Person runner = town.runner();
        UUID booking = owner.booked();
        town.pay(booking);
        find(runner, booking, "").expect(403);
        runner.accept(booking).expect(200);
        find(runner, booking, "").expect(200);
        for (Person other : List.of(town.owner(), town.runner(), town.person(Role.SHOP), town.person(Role.OPERATOR))) {
            find(other, booking, "").expect(403);
        }
        find(new Person(UUID.randomUUID(), town.nobody()), booking, "").expect(401);
        find(admin, booking, "").expect(200);
        runner.pickUp(booking).expect(200);
        find(runner, booking, "").expect(200);
        runner.deliver(booking).expect(200);
        find(runner, booking, "").expect(403);
        find(owner, booking, "").expect(200);
        find(owner, UUID.randomUUID(), "").expect(404);
    }

    @ParameterizedTest
    @CsvSource({
        "?latitude=3.1",
        "?longitude=101",
        "?latitude=91&longitude=101",
        "?latitude=3.1&longitude=181",
        "?latitude=north&longitude=101",
        "?latitude=NaN&longitude=101"
    })
    void aPositionIsWholeAndOnTheEarth(String query) {
        find(owner, owner.booked(), query).expect(400);
    }
}
