package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Pet shops and their keepers. */
class PetShopTest {
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

    @Test
    void aKeeperAddsAShopAndSeesItAmongTheirOwn() {
        UUID keeper = UUID.randomUUID();
        ApiClient client = stage.service.client(Role.SHOP, keeper);
        assertThat(client.get(SHOPS + "/mine").expect(200).data()).isEmpty();
        JsonNode bare = create(client, shop("Bare"));
        assertThat(bare.path("owner_id").asText()).isEqualTo(keeper.toString());
        for (String text : List.of("phone", "email", "opening_hours", "description")) {
            assertThat(bare.path(text).isTextual()).as(text).isTrue();
            assertThat(bare.path(text).asText()).isEmpty();
        }
        assertThat(bare.path("services").isArray()).isTrue();
        assertThat(bare.path("rating").asDouble()).isZero();
        Map<String, Object> everything = new HashMap<>(shop("Everything"));
        everything.putAll(Map.of(
                "phone", "+60512345678",
                "email", "shop@example.com",
                "services", List.of("Food", "Toys"),
                "image_url", "https://example.com/a.png",
                "opening_hours", "Open 24 Hours",
                "description", "All of it",
                "rating", 5,
                "owner_id", UUID.randomUUID().toString()));
        JsonNode full = create(client, everything);
        assertThat(full.path("image_url").asText()).isEqualTo("https://example.com/a.png");
        assertThat(full.path("services")).hasSize(2);
        assertThat(full.path("rating").asDouble()).as("nobody rates themselves").isZero();
        assertThat(full.path("owner_id").asText()).isEqualTo(keeper.toString());
        assertThat(client.get(SHOPS + "/mine").expect(200).data())
                .as("the oldest first")
                .containsExactly(bare, full);
        assertThat(stage.as(Role.OWNER)
                        .get(SHOPS + "/" + full.path("id").asText().toUpperCase(Locale.ROOT))
                        .expect(200)
                        .data())
                .isEqualTo(full);
    }

    @Test
    void anEmptyImageIsNone() {
        assertThat(create(stage.as(Role.SHOP), with(shop("Plain"), "image_url", ""))
                        .has("image_url"))
                .isFalse();
    }

    @Test
    void aChangeLeavesWhatIsMissingOrEmpty() {
        ApiClient keeper = stage.as(Role.SHOP);
        JsonNode shop = create(keeper, with(shop("Before"), "services", List.of("Food")));
        String path = SHOPS + "/" + shop.path("id").asText();
        JsonNode changed = keeper.put(path, Map.of("name", "After", "phone", "+6051111111", "address", ""))
                .expect(200)
                .data();
        assertThat(changed.path("name").asText()).isEqualTo("After");
        assertThat(changed.path("phone").asText()).isEqualTo("+6051111111");
        assertThat(changed.path("address")).isEqualTo(shop.path("address"));
        assertThat(changed.path("services")).isEqualTo(shop.path("services"));
        assertThat(changed.path("created_at")).isEqualTo(shop.path("created_at"));
        assertThat(keeper.put(path, Map.of()).expect(200).data()).isEqualTo(changed);
        JsonNode moved = keeper.put(path, Map.of("services", List.of("A", "B"), "latitude", 0, "category", "vet"))
                .expect(200)
                .data();
        assertThat(moved.path("services")).hasToString("[\"A\",\"B\"]");
        assertThat(moved.path("latitude").asDouble()).isZero();
        assertThat(moved.path("longitude").asDouble()).isEqualTo(101.1);
        assertThat(moved.path("category").asText()).isEqualTo("vet");
        assertThat(keeper.put(path, Map.of("services", List.of()))
                        .expect(200)
                        .data()
                        .path("services"))
                .isEmpty();
        assertThat(keeper.get(path).expect(200).data().path("name").asText()).isEqualTo("After");
    }

    @Test
    void nobodyElseChangesOrDeletesAShop() {
        ApiClient keeper = stage.as(Role.SHOP);
        String own = SHOPS + "/" + create(keeper, shop("Mine")).path("id").asText();
        String fromTheStart = SHOPS + "/"
                + stage.as(Role.OWNER)
                        .get(SHOPS + "?category=vet")
                        .data()
                        .get(0)
                        .path("id")
                        .asText();
        ApiClient another = stage.as(Role.SHOP);
        for (String path : List.of(own, fromTheStart)) {
            assertThat(another.put(path, Map.of("name", "Stolen")).expect(403).error())
                    .isEqualTo("you do not own this pet shop");
            assertThat(another.delete(path).expect(403).error()).isEqualTo("you do not own this pet shop");
        }
        assertThat(keeper.get(own).expect(200).data().path("name").asText()).isEqualTo("Mine");
    }

    @Test
    void aDeletedShopIsGone() {
        ApiClient keeper = stage.as(Role.SHOP);
        String path = SHOPS + "/" + create(keeper, shop("Gone")).path("id").asText();
        assertThat(keeper.delete(path).expect(200).text())
                .isEqualTo("{\"success\":true,\"data\":{\"message\":\"pet shop deleted\"}}");
        assertThat(keeper.delete(path).expect(404).error()).isEqualTo("Pet shop not found");
        assertThat(keeper.put(path, Map.of("name", "x")).status()).isEqualTo(404);
        assertThat(keeper.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(names = {"OWNER", "RUNNER", "ADMIN"})
    void onlyShopsKeepShops(Role role) {
        ApiClient client = stage.as(role);
        String path = SHOPS + "/" + UUID.randomUUID();
        for (ApiClient.Answer answer : List.of(
                client.post(SHOPS, shop("x")),
                client.get(SHOPS + "/mine"),
                client.put(path, Map.of()),
                client.delete(path))) {
            assertThat(answer.expect(403).error()).isEqualTo("insufficient permissions");
        }
    }

    @Test
    void whatIsNoShopIsRefused() {
        ApiClient keeper = stage.as(Role.SHOP);
        Map<String, Object> fine = shop("Fine");
        for (String required : List.of("name", "address", "latitude", "longitude", "category")) {
            Map<String, Object> without = new HashMap<>(fine);
            without.remove(required);
            assertThat(keeper.post(SHOPS, without).expect(400).error()).contains(required);
        }
        for (Map<String, Object> wrong : List.of(
                with(fine, "category", "zoo"),
                with(fine, "category", ""),
                with(fine, "name", " "),
                with(fine, "name", "\u2003"),
                with(fine, "name", "x".repeat(256)),
                with(fine, "latitude", 90.5),
                with(fine, "services", "Food"),
                with(fine, "services", List.of(1)),
                with(fine, "phone", 12345678))) {
            assertThat(keeper.post(SHOPS, wrong).expect(400).error()).isNotEmpty();
        }
        String path = SHOPS + "/" + create(keeper, fine).path("id").asText();
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("category", "zoo"), Map.of("longitude", 200), Map.of("services", "Food"), Map.of("name", 1))) {
            assertThat(keeper.put(path, wrong).expect(400).error()).isNotEmpty();
        }
    }

    @Test
    void anIdempotencyKeyAddsOneShop() {
        ApiClient keeper = stage.as(Role.SHOP).with("Idempotency-Key", "shop-1");
        JsonNode first = create(keeper, shop("Once"));
        assertThat(create(keeper, shop("Once"))).isEqualTo(first);
        assertThat(keeper.get(SHOPS + "/mine").data()).hasSize(1);
    }

    @Test
    void manyChangesAtOnceLoseNothing() throws Exception {
        ApiClient keeper = stage.as(Role.SHOP);
        String path = SHOPS + "/" + create(keeper, shop("Busy")).path("id").asText();
        try (var pool = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            pool.submit(() -> keeper.put(path, Map.of("phone", "+6051234567")).expect(200));
            pool.submit(() -> keeper.put(path, Map.of("description", "new")).expect(200));
            pool.submit(
                    () -> keeper.put(path, Map.of("opening_hours", "9 to 5")).expect(200));
        }
        JsonNode shop = keeper.get(path).expect(200).data();
        assertThat(shop.path("phone").asText()).isEqualTo("+6051234567");
        assertThat(shop.path("description").asText()).isEqualTo("new");
        assertThat(shop.path("opening_hours").asText()).isEqualTo("9 to 5");
    }
}
