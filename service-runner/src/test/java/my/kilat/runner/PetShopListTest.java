package my.kilat.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lists of very many pet shops. */
class PetShopListTest {
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

    @BeforeEach
    void empty() {
        stage.database.useHandle(handle -> handle.execute("delete from pet_shop"));
    }

    /** Shops named {@code 0001} and so on, the best first, every third of them a vet; each with this text about itself. */
    private static void fill(int shops, String description, UUID keeper) {
        stage.database.useHandle(handle -> handle.execute("""
                insert into pet_shop (id, owner_id, name, address, place, phone, email, category, services, rating,
                                      image_url, opening_hours, description, created_at)
                select gen_random_uuid(), ?, to_char(n, 'FM0000'), 'Ipoh', st_point(101.1, 4.6)::geography, '', '',
                       case when n % 3 = 0 then 'vet' else 'grooming' end, array['Bath'], 5 - n / 1000.0, '', '', ?,
                       now() + n * interval '1 second'
                from generate_series(1, ?) n""", keeper, description, shops));
    }

    private static ApiClient.Answer get(String query) {
        return stage.as(Role.OWNER).get(SHOPS + query).expect(200);
    }

    private static List<String> names(ApiClient.Answer answer) {
        List<String> names = new ArrayList<>();
        for (JsonNode shop : answer.data()) {
            names.add(shop.path("name").asText());
        }
        return names;
    }

    private static List<String> numbered(int from, int to, int step) {
        return IntStream.iterate(from, n -> n <= to, n -> n + step)
                .mapToObj("%04d"::formatted)
                .toList();
    }

    @Test
    void whoAsksForNoPageGetsAllOfTheFirstFiveHundred() {
        fill(600, "", UUID.randomUUID());
        ApiClient.Answer all = get("");
        assertThat(names(all)).isEqualTo(numbered(1, 500, 1));
        assertThat(all.json().has("pagination")).isFalse();
        assertThat(names(get("?category=vet"))).isEqualTo(numbered(3, 600, 3));
        assertThat(names(get("?page=&limit="))).isEqualTo(numbered(1, 500, 1));
    }

    @Test
    void whoAsksForPagesGetsThemWithTheirNumbers() {
        fill(205, "", UUID.randomUUID());
        ApiClient.Answer second = get("?page=2&limit=50");
        assertThat(names(second)).isEqualTo(numbered(51, 100, 1));
        assertThat(second.json().path("pagination"))
                .hasToString("{\"total\":205,\"page\":2,\"limit\":50,\"total_pages\":5}");
        assertThat(names(get("?page=3"))).isEqualTo(numbered(41, 60, 1));
        assertThat(names(get("?limit=1000"))).isEqualTo(numbered(1, 100, 1));
        assertThat(names(get("?page=none&limit=-1"))).isEqualTo(numbered(1, 20, 1));
        assertThat(names(get("?page=5&limit=50"))).isEqualTo(numbered(201, 205, 1));
        assertThat(names(get("?page=6&limit=50"))).isEmpty();
        ApiClient.Answer vets = get("?page=2&limit=30&category=vet");
        assertThat(names(vets)).isEqualTo(numbered(93, 180, 3));
        assertThat(vets.json().path("pagination").path("total").asInt()).isEqualTo(68);
        assertThat(get("?page=1000000&category=zoo").json().path("pagination"))
                .hasToString("{\"total\":0,\"page\":1000000,\"limit\":20,\"total_pages\":0}");
    }

    @Test
    void aListEndsBeforeItExceedsAMebibyte() {
        UUID keeper = UUID.randomUUID();
        fill(400, "ö".repeat(2_000), keeper);
        for (ApiClient.Answer answer : List.of(
                get(""),
                stage.service.client(Role.SHOP, keeper).get(SHOPS + "/mine").expect(200))) {
            int bytes = answer.body().length;
            assertThat(bytes).isBetween((1 << 20) - 5_000, 1 << 20);
            List<String> names = names(answer);
            assertThat(names).isEqualTo(numbered(1, names.size(), 1)).hasSizeGreaterThan(200);
        }
    }

    @Test
    void textsThatGrowInJsonAreCountedAsTheyAreSent() {
        fill(400, "\"".repeat(2_000), UUID.randomUUID());
        ApiClient.Answer answer = get("");
        assertThat(answer.body().length).isBetween((1 << 20) - 5_000, 1 << 20);
        assertThat(names(answer)).isEqualTo(numbered(1, names(answer).size(), 1));
    }

    @Test
    void anAccountKeepsFiftyShopsAtMostHoweverManyItAddsAtOnce() {
        UUID user = UUID.randomUUID();
        fill(45, "", user);
        ApiClient keeper = stage.service.client(Role.SHOP, user);
        Map<String, Object> shop =
                Map.of("name", "One more", "address", "Ipoh", "latitude", 4.6, "longitude", 101.1, "category", "vet");
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 12)
                    .forEach(i -> pool.submit(
                            () -> statuses.add(keeper.post(SHOPS, shop).status())));
        }
        assertThat(statuses).hasSize(12).containsOnly(201, 409);
        ApiClient.Answer refused = keeper.post(SHOPS, shop).expect(409);
        assertThat(refused.error())
                .isEqualTo("an account has at most 50 pet shops; delete one that is no longer needed");
        JsonNode mine = keeper.get(SHOPS + "/mine").expect(200).data();
        assertThat(mine).hasSize(50);
        keeper.delete(SHOPS + "/" + mine.get(0).path("id").asText()).expect(200);
        keeper.post(SHOPS, shop).expect(201);
        stage.as(Role.SHOP).post(SHOPS, shop).expect(201);
    }
}
