package my.kilat.acceptance.client;

import static my.kilat.acceptance.client.FlutterShapes.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import my.kilat.acceptance.platform.Kilat;
import my.kilat.platform.fixture.ApiClient;
import org.junit.jupiter.api.Test;

/** The Flutter app of pet shops. */
class AppShopTest {
    private final ApiClient app = Kilat.shared().shop().client();

    private JsonNode mine() {
        return app.get("/api/v1/petshops/mine").expect(200).data();
    }

    @Quirk({"AS-1", "AS-2", "AS-3"})
    @Test
    void aShopIsSetUpEditedAndDeleted() {
        assertThat(mine()).as("setup is needed").isEmpty();
        JsonNode made = SHOP.check(app.post(
                        "/api/v1/petshops",
                        Map.ofEntries(
                                Map.entry("name", "Paws"),
                                Map.entry("address", "12, Jalan Bukit Bintang"),
                                Map.entry("latitude", 3.1466),
                                Map.entry("longitude", 101.7108),
                                Map.entry("phone", ""),
                                Map.entry("email", ""),
                                Map.entry("category", "vet"),
                                Map.entry("services", List.of("Surgery", "Dental Care")),
                                Map.entry("image_url", ""),
                                Map.entry("opening_hours", ""),
                                Map.entry("description", "")))
                .expect(201)
                .data());
        assertThat(made.has("image_url")).as("an empty picture is none").isFalse();
        String path = "/api/v1/petshops/" + made.path("id").asText();

        JsonNode changed = SHOP.check(app.put(path, Map.of("name", "", "description", "Open on Sundays"))
                .expect(200)
                .data());
        assertThat(changed.path("name").asText())
                .as("an empty text changes nothing")
                .isEqualTo("Paws");
        assertThat(changed.path("description").asText()).isEqualTo("Open on Sundays");
        assertThat(SHOP.check(app.get(path).expect(200).data())).isEqualTo(changed);
        SHOP.checkAll(mine());

        app.delete(path).expect(200);
        assertThat(mine()).isEmpty();
    }
}
