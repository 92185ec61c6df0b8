package my.kilat.acceptance.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import my.kilat.acceptance.platform.Kilat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The web app of pet shops. */
class WebSellerTest {
    private static final Shape SHOP = Shape.of("""
            id:uuid name:words category:grooming|vet|boarding|pet_store rating:number description:text address:text
            phone:text email:text opening_hours:text services:array created_at:time latitude:number longitude:number""");

    private static Kilat kilat;
    private Browser browser;

    @BeforeAll
    static void start() {
        kilat = Kilat.shared();
    }

    @BeforeEach
    void register() {
        browser = Browser.registered(kilat, Browser.SELLER, "shop");
    }

    private static Map<String, Object> form(String name) {
        return new HashMap<>(Map.of(
                "name", name,
                "phone", "+60123456789",
                "email", "paws@example.com",
                "category", "grooming",
                "description", "Gentle hands",
                "address", "12, Jalan Bukit Bintang",
                "latitude", 3.1466,
                "longitude", 101.7108,
                "services", List.of("Bath & Blow Dry"),
                "opening_hours", "9:00 AM - 7:00 PM"));
    }

    private JsonNode mine() {
        return browser.get("/api/v1/petshops/mine").expect(200).data();
    }

    @Quirk({"W-7", "WS-2"})
    @Test
    void aShopIsListedChangedAndTakenOffTheList() {
        assertThat(mine().isArray()).isTrue();
        assertThat(mine()).isEmpty();
        browser.post("/api/v1/petshops", form("Paws")).expect(201);
        JsonNode shop = SHOP.checkAll(mine()).get(0);
        String path = "/api/v1/petshops/" + shop.path("id").asText();

        Map<String, Object> changed = form("Paws & Claws");
        changed.put("services", List.of());
        browser.put(path, changed).expect(200);
        JsonNode after = SHOP.checkAll(mine()).get(0);
        assertThat(after.path("name").asText()).isEqualTo("Paws & Claws");
        assertThat(after.path("services")).isEmpty();

        browser.delete(path).expect(200);
        assertThat(mine()).isEmpty();
    }

    @Quirk("WS-1")
    @Test
    void theOldestShopStaysTheFirst() {
        browser.post("/api/v1/petshops", form("Zoo")).expect(201);
        browser.post("/api/v1/petshops", form("Aviary")).expect(201);
        String first = mine().get(0).path("id").asText();
        assertThat(mine().get(0).path("name").asText()).isEqualTo("Zoo");
        browser.put("/api/v1/petshops/" + first, form("Zoo and more")).expect(200);
        assertThat(mine().get(0).path("id").asText()).isEqualTo(first);
    }

    @Quirk("WS-4")
    @Test
    void aShopMayLieOnTheEquator() {
        Map<String, Object> form = form("Null Island");
        form.putAll(Map.of("latitude", 0, "longitude", 0));
        browser.post("/api/v1/petshops", form).expect(201);
        assertThat(mine().get(0).path("latitude").asDouble(-1)).isZero();
    }

    @Test
    void whatIsWrongIsSaidInWords() {
        Map<String, Object> form = form(" ");
        assertThat(browser.post("/api/v1/petshops", form).expect(400).error()).contains("name");
        form.putAll(Map.of("name", "Paws", "category", "zoo"));
        assertThat(browser.post("/api/v1/petshops", form).expect(400).error()).contains("category");
    }
}
