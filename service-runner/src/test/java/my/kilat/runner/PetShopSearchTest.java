package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finding pet shops: the ones from the start, and those that keepers add. */
class PetShopSearchTest {
    private static final String SHOPS = "/api/v1/petshops";
    private static Stage stage;

    @BeforeAll
    static void start() {
        stage = Stage.open();
    }

    @AfterAll
    static void stop() {
        stage.close();
    }

    private static Map<String, Object> shop(String name) {
        return Map.of(
                "name",
                name,
                "address",
                "1, Jalan Satu, Ipoh",
                "latitude",
                4.6,
                "longitude",
                101.1,
                "category",
                "pet_store");
    }

    private static JsonNode create(ApiClient keeper, Map<String, Object> shop) {
        return keeper.post(SHOPS, shop).expect(201).data();
    }

    private static Map<String, Object> with(Map<String, Object> shop, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(shop);
        changed.put(key, value);
        return changed;
    }

    private static List<String> names(JsonNode shops) {
        List<String> names = new ArrayList<>();
        shops.forEach(shop -> names.add(shop.path("name").asText()));
        return names;
    }

    private static List<String> find(String query) {
        return names(stage.as(Role.OWNER).get(SHOPS + query).expect(200).data());
    }

    @Test
    void sevenShopsAreThereFromTheStart() {
        assertThat(find(""))
                .containsSubsequence(
                        "Meow Manor Cat Hotel",
                        "Happy Tails Boarding",
                        "Furry Friends Vet",
                        "Paws & Claws Grooming",
                        "Bark & Bath Spa",
                        "KL Pet Clinic",
                        "Pet Paradise Store");
        assertThat(find("?category=vet")).containsExactly("Furry Friends Vet", "KL Pet Clinic");
        JsonNode spa = stage.as(Role.OWNER)
                .get(SHOPS + "?category=grooming")
                .expect(200)
                .data()
                .get(1);
        assertThat(spa.path("name").asText()).isEqualTo("Bark & Bath Spa");
        assertThat(spa.path("address").asText()).isEqualTo("15, Jalan Telawi 3, Bangsar, 59100 Kuala Lumpur");
        assertThat(spa.path("latitude").asDouble()).isEqualTo(3.13);
        assertThat(spa.path("longitude").asDouble()).isEqualTo(101.671);
        assertThat(spa.path("phone").asText()).isEqualTo("+60144556677");
        assertThat(spa.path("email").asText()).isEqualTo("barkbath@example.com");
        assertThat(spa.path("services"))
                .hasToString("[\"Spa Treatment\",\"De-shedding\",\"Flea Treatment\",\"Teeth Brushing\","
                        + "\"Creative Styling\"]");
        assertThat(spa.path("opening_hours").asText()).isEqualTo("10:00 AM - 8:00 PM");
        assertThat(spa.path("rating").asDouble()).isEqualTo(4.4);
        assertThat(spa.has("owner_id")).isFalse();
        assertThat(spa.has("image_url")).isFalse();
        assertThat(spa.has("distance_km")).isFalse();
        assertThat(spa.path("description").asText()).isNotEmpty();
    }

    @Test
    void aCategoryThatIsNoneHasNoShops() {
        assertThat(find("?category=zoo")).isEmpty();
        assertThat(find("?category=VET")).isEmpty();
        assertThat(find("?category=")).hasSizeGreaterThanOrEqualTo(7);
        assertThat(find("?category=%27%20or%201=1--")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everybodyMayLook(Role role) {
        ApiClient client = stage.as(role);
        client.get(SHOPS).expect(200);
        client.get(SHOPS + "/nearby?latitude=3&longitude=101").expect(200);
        client.get(SHOPS + "/" + UUID.randomUUID()).expect(404);
        client.get(SHOPS + "/draft-grooming-7").expect(400);
    }

    @Test
    void withoutATokenNobodyGetsIn() {
        ApiClient nobody = stage.service.client();
        String path = SHOPS + "/" + UUID.randomUUID();
        for (ApiClient.Answer answer : List.of(
                nobody.get(SHOPS),
                nobody.get(SHOPS + "/nearby?latitude=3&longitude=101"),
                nobody.get(SHOPS + "/mine"),
                nobody.get(path),
                nobody.post(SHOPS, shop("x")),
                nobody.put(path, Map.of()),
                nobody.delete(path))) {
            assertThat(answer.status()).isEqualTo(401);
        }
    }

    @Test
    void nearbyShopsComeTheNearestFirst() {
        JsonNode shops = stage.as(Role.OWNER)
                .get(SHOPS + "/nearby?latitude=3.1466&longitude=101.7108")
                .expect(200)
                .data();
        assertThat(names(shops))
                .containsExactly(
                        "Paws & Claws Grooming",
                        "KL Pet Clinic",
                        "Bark & Bath Spa",
                        "Pet Paradise Store",
                        "Meow Manor Cat Hotel",
                        "Happy Tails Boarding");
        assertThat(shops.get(0).path("distance_km").asDouble()).isZero();
        double expected = stage.one(Double.class, """
                        select st_distance(st_point(101.7108, 3.1466)::geography, st_point(101.7200, 3.1590)::geography)
                               / 1000""");
        assertThat(shops.get(1).path("distance_km").asDouble())
                .isCloseTo(expected, org.assertj.core.data.Offset.offset(0.000_001));
        assertThat(names(stage.as(Role.OWNER)
                        .get(SHOPS + "/nearby?latitude=3.1466&longitude=101.7108&radius_km=50&category=vet")
                        .data()))
                .containsExactly("KL Pet Clinic", "Furry Friends Vet");
        assertThat(stage.as(Role.OWNER)
                        .get(SHOPS + "/nearby?latitude=3.1466&longitude=101.7108&category=zoo")
                        .expect(200)
                        .data())
                .isEmpty();
    }

    @Test
    void twentyAreShownNearbyAndAllInTheList() {
        ApiClient keeper = stage.as(Role.SHOP);
        for (int i = 0; i < 49; i++) {
            create(keeper, with(with(shop("Z " + i), "latitude", -40 + i / 1000.0), "category", "boarding"));
        }
        JsonNode nearby = keeper.get(SHOPS + "/nearby?latitude=-40&longitude=101.1&radius_km=50")
                .expect(200)
                .data();
        assertThat(nearby).hasSize(20);
        assertThat(names(nearby)).startsWith("Z 0", "Z 1", "Z 2").endsWith("Z 19");
        assertThat(find("?category=boarding"))
                .hasSize(51)
                .startsWith("Meow Manor Cat Hotel", "Happy Tails Boarding", "Z 0", "Z 1", "Z 10", "Z 11");
        assertThat(keeper.get(SHOPS + "/mine").data()).hasSize(49);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?longitude=101",
                "?latitude=x&longitude=101",
                "?latitude=91&longitude=101",
                "?latitude=3&longitude=101&radius_km=0"
            })
    void whatIsNoPlaceIsRefused(String query) {
        assertThat(stage.as(Role.OWNER)
                        .get(SHOPS + "/nearby" + query)
                        .expect(400)
                        .error())
                .isNotEmpty();
    }
}
