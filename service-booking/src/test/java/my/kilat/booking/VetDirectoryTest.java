package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.booking.Town.Person;
import my.kilat.contract.identity.Role;
import my.kilat.contract.vet.OpeningHours;
import my.kilat.contract.vet.VetClinic;
import my.kilat.contract.vet.VetClinicsImport;
import my.kilat.contract.vet.Weekday;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import my.kilat.platform.json.Json;
import my.kilat.platform.settings.Environment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The directory of veterinary clinics: kept by administrators alone, within bounds, and imported as often as one likes. */
class VetDirectoryTest {
    private static final String VETS = "/api/v1/admin/vets";

    private static Town town;
    private static Person admin;

    @BeforeAll
    static void open() {
        town = Town.open();
        admin = town.person(Role.ADMIN);
    }

    @AfterAll
    static void close() {
        town.close();
    }

    @BeforeEach
    void empty() {
        town.execute("delete from vet_clinic");
    }

    private static Map<String, Object> clinic(Map<String, ?> more) {
        Map<String, Object> clinic = new HashMap<>(Map.of(
                "name",
                " Klinik ",
                "phone",
                "+60 3-2282 0000",
                "address",
                "12, Jalan Telawi",
                "latitude",
                3.1311,
                "longitude",
                101.6714,
                "opening_hours",
                List.of(hours(List.of("monday", "tuesday"), "09:00", "18:00"))));
        clinic.putAll(more);
        return clinic;
    }

    private static Map<String, Object> hours(List<String> days, String opens, String closes) {
        return Map.of("days", days, "opens", opens, "closes", closes);
    }

    private static ApiClient.Answer add(Map<String, Object> clinic) {
        return admin.api().post(VETS, clinic);
    }

    private static ApiClient.Answer put(Person person, List<?> clinics) {
        return person.api().put(VETS, Map.of("clinics", clinics));
    }

    private static VetClinicsImport imported(Person person, List<?> clinics) {
        return put(person, clinics).expect(200).data(VetClinicsImport.class);
    }

    private static List<VetClinic> listed(String query) {
        List<VetClinic> clinics = new ArrayList<>();
        for (JsonNode clinic : admin.api().get(VETS + query).expect(200).data()) {
            clinics.add(Json.read(clinic.toString(), VetClinic.class));
        }
        return clinics;
    }

    @Test
    void aClinicIsAddedReplacedListedAndDeleted() {
        VetClinic added = add(clinic(Map.of("external_id", "kl-1"))).expect(201).data(VetClinic.class);
        assertThat(added.name()).isEqualTo("Klinik");
        assertThat(added.active()).isTrue();
        assertThat(added.updatedBy()).isEqualTo(admin.id());
        assertThat(added.openingHours())
                .containsExactly(new OpeningHours(List.of(Weekday.MONDAY, Weekday.TUESDAY), "09:00", "18:00"));
        assertThat(listed("")).containsExactly(added);

        Person other = town.person(Role.ADMIN);
        Map<String, Object> changed = clinic(Map.of("name", "Hospital", "open_all_hours", true, "active", false));
        changed.remove("opening_hours");
        VetClinic replaced =
                other.api().put(VETS + "/" + added.id(), changed).expect(200).data(VetClinic.class);
        assertThat(replaced.externalId()).isEqualTo("kl-1");
        assertThat(replaced.openAllHours()).isTrue();
        assertThat(replaced.openingHours()).isEmpty();
        assertThat(replaced.active()).isFalse();
        assertThat(replaced.updatedBy()).isEqualTo(other.id());
        assertThat(listed("")).containsExactly(replaced);

        admin.api().delete(VETS + "/" + added.id()).expect(200);
        admin.api().delete(VETS + "/" + added.id()).expect(404);
        admin.api().put(VETS + "/" + added.id(), changed).expect(404);
        assertThat(listed("")).isEmpty();
    }

    @Test
    void theListIsByNameInPages() {
        for (String name : List.of("C", "A", "B")) {
            add(clinic(Map.of("name", name))).expect(201);
        }
        assertThat(listed("?limit=2")).extracting(VetClinic::name).containsExactly("A", "B");
        assertThat(listed("?limit=2&page=2")).extracting(VetClinic::name).containsExactly("C");
        assertThat(admin.api().get(VETS).json().at("/pagination/total").asInt()).isEqualTo(3);
    }

    @Test
    void onlyAdministratorsKeepIt() {
        UUID id = add(clinic(Map.of())).expect(201).data(VetClinic.class).id();
        for (Role role : List.of(Role.OWNER, Role.RUNNER, Role.SHOP, Role.OPERATOR)) {
            Person person = town.person(role);
            person.api().get(VETS).expect(403);
            person.api().post(VETS, clinic(Map.of())).expect(403);
            put(person, List.of(clinic(Map.of("external_id", "kl-1")))).expect(403);
            person.api().put(VETS + "/" + id, clinic(Map.of())).expect(403);
            person.api().delete(VETS + "/" + id).expect(403);
        }
        town.nobody().get(VETS).expect(401);
        assertThat(listed("")).hasSize(1);
    }

    @Test
    void hoursAreNeededUnlessItNeverCloses() {
        add(clinic(Map.of("opening_hours", List.of()))).expect(400);
        add(clinic(Map.of("open_all_hours", true))).expect(400);
        add(clinic(Map.of("opening_hours", List.of(hours(List.of(), "09:00", "18:00")))))
                .expect(400);
        add(clinic(Map.of("opening_hours", List.of(hours(List.of("monday"), "24:00", "18:00")))))
                .expect(400);
        add(clinic(Map.of("opening_hours", List.of(hours(List.of("funday"), "09:00", "18:00")))))
                .expect(400);
        VetClinic wholeDay = add(clinic(Map.of("opening_hours", List.of(hours(List.of("sunday"), "00:00", "00:00")))))
                .expect(201)
                .data(VetClinic.class);
        assertThat(wholeDay.openingHours())
                .containsExactly(new OpeningHours(List.of(Weekday.SUNDAY), "00:00", "00:00"));
        VetClinic night = add(clinic(Map.of("opening_hours", List.of(hours(List.of("sunday"), "22:00", "02:00")))))
                .expect(201)
                .data(VetClinic.class);
        assertThat(night.openingHours()).containsExactly(new OpeningHours(List.of(Weekday.SUNDAY), "22:00", "02:00"));
    }

    @Test
    void everyFieldHasItsBounds() {
        for (Map<String, ?> wrong : List.<Map<String, ?>>of(
                Map.of("name", " "),
                Map.of("name", "\u2003"),
                Map.of("address", "\u3000\u2003"),
                Map.of("name", "x".repeat(201)),
                Map.of("address", "x".repeat(501)),
                Map.of("phone", "call us"),
                Map.of("phone", "1".repeat(31)),
                Map.of("latitude", 90.1),
                Map.of("longitude", -180.1),
                Map.of("external_id", "x".repeat(101)),
                Map.of("opening_hours", Collections.nCopies(15, hours(List.of("monday"), "09:00", "18:00"))))) {
            assertThat(add(clinic(wrong)).status()).as(wrong.toString()).isEqualTo(400);
        }
        assertThat(listed("")).isEmpty();
    }

    @Test
    void theSameImportOnceMoreChangesNothing() {
        List<Map<String, Object>> clinics = List.of(
                clinic(Map.of("external_id", "kl-1", "name", "A")), clinic(Map.of("external_id", "kl-2", "name", "B")));
        assertThat(imported(admin, clinics)).isEqualTo(new VetClinicsImport(2, 0, 0));
        List<VetClinic> before = listed("");
        Person other = town.person(Role.ADMIN);
        assertThat(imported(other, clinics)).isEqualTo(new VetClinicsImport(0, 0, 2));
        assertThat(listed("")).as("also who wrote it last").isEqualTo(before);

        List<Map<String, Object>> next = List.of(
                clinic(Map.of("external_id", "kl-2", "name", "B", "active", false)),
                clinic(Map.of("external_id", "kl-1", "name", "A")),
                clinic(Map.of("external_id", "kl-3", "name", "C")));
        assertThat(imported(other, next)).isEqualTo(new VetClinicsImport(1, 1, 1));
        assertThat(listed("")).extracting(VetClinic::updatedBy).containsExactly(admin.id(), other.id(), other.id());
        assertThat(listed("").get(1).id()).isEqualTo(before.get(1).id());
        add(clinic(Map.of("external_id", "kl-3"))).expect(409);
    }

    @Test
    void anImportIsRefusedAsAWhole() {
        Map<String, Object> good = clinic(Map.of("external_id", "kl-1"));
        assertThat(put(admin, List.of(good, clinic(Map.of()))).expect(400).error())
                .isEqualTo("clinics.1.external_id is required in an import");
        assertThat(put(admin, List.of(good, good)).expect(400).error()).contains("clinics.1.external_id", "kl-1");
        assertThat(put(admin, List.of(good, clinic(Map.of("external_id", "kl-2", "open_all_hours", true))))
                        .expect(400)
                        .error())
                .startsWith("clinics.1.opening_hours");
        put(admin, List.of()).expect(400);
        assertThat(listed("")).isEmpty();
    }

    @Test
    void aThousandAreImportedAtOnceAndNoMore() {
        List<Map<String, Object>> clinics = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            clinics.add(clinic(Map.of("external_id", "kl-" + i)));
        }
        assertThat(imported(admin, clinics)).isEqualTo(new VetClinicsImport(1_000, 0, 0));
        clinics.add(clinic(Map.of("external_id", "kl-1000")));
        put(admin, clinics).expect(400);
    }

    @Test
    void theDirectoryIsFullAtTenThousand() {
        town.execute("""
                insert into vet_clinic (id, external_id, name, phone, address, latitude, longitude, open_all_hours, opens, closes,
                                        active, updated_by, updated_at)
                select gen_random_uuid(), 'x' || i, 'x', '+60322820000', 'KL', 3, 101, true, '{}', '{}', true,
                       gen_random_uuid(), now()
                from generate_series(1, 9999) i""");
        List<Map<String, Object>> two = List.of(
                clinic(Map.of("external_id", "kl-1", "name", "A")), clinic(Map.of("external_id", "kl-2", "name", "B")));
        put(admin, two).expect(409);
        assertThat(imported(admin, two.subList(0, 1)).added()).isEqualTo(1);
        add(clinic(Map.of())).expect(409);
        assertThat(imported(admin, two.subList(0, 1)).unchanged())
                .as("changes need no room")
                .isEqualTo(1);
    }

    @Test
    void theExampleOfTheManualIsImported() throws IOException {
        String example = Files.readString(
                Path.of("src", "main", "resources", "my", "kilat", "booking", "vet", "vets.example.json"));
        assertThat(admin.api()
                        .put(VETS, Json.read(example, JsonNode.class))
                        .expect(200)
                        .data(VetClinicsImport.class))
                .isEqualTo(new VetClinicsImport(4, 0, 0));
    }

    @Test
    void aDevelopmentPlatformHasThemOnTheFirstDayAndKeepsWhatAdministratorsMakeOfThem() {
        Environment environment = TestService.environment(true, Map.of("EXAMPLE_VETS", "on"));
        try (Town first = Town.open(environment, new BookingService())) {
            Person owner = first.owner();
            assertThat(owner.list("/" + owner.booked() + "/vets").expect(200).data())
                    .isNotEmpty();
            first.execute("delete from vet_clinic where external_id = 'example-1'");
            first.execute("update vet_clinic set name = 'Ours' where external_id = 'example-2'");
        }
        try (Town second = Town.open(environment, new BookingService())) {
            assertThat(second.rows("select name from vet_clinic order by external_id"))
                    .hasSize(3)
                    .first()
                    .isEqualTo(List.of("Ours"));
        }
    }
}
