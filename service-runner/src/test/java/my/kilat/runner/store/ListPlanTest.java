package my.kilat.runner.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import my.kilat.platform.fixture.PlannedDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Among fifty thousand shops a list reads those that it shows, over an index, and sorts nothing. */
class ListPlanTest {
    private static final UUID KEEPER = UUID.randomUUID();
    private static PlannedDatabase database;

    @BeforeAll
    static void fill() {
        database = new PlannedDatabase("runner", true, """
                insert into pet_shop (id, owner_id, name, address, place, phone, email, category, services, rating,
                                      image_url, opening_hours, description, created_at)
                select gen_random_uuid(), case when n % 1000 = 0 then ':keeper'::uuid else gen_random_uuid() end, 'Shop ' || n, 'Ipoh',
                       st_point(101.1, 4.6)::geography, '', '', case when n % 50 = 0 then 'vet' else 'grooming' end,
                       array['Bath'], round(random()::numeric * 5, 1), '', '', '', now()
                from generate_series(1, 50000) n;
                analyze pet_shop""".replace(":keeper", KEEPER.toString()));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static void isWalkedThrough(String plan, String index) {
        assertThat(plan).contains("using " + index + " on pet_shop").doesNotContain("Seq Scan");
        assertThat(plan.split("Sort Key", -1).length - 1)
                .as("only what has been limited is sorted:\n%s", plan)
                .isLessThanOrEqualTo(1);
        assertThat(plan.contains("Sort Key") ? plan.indexOf("Sort Key") < plan.indexOf("Limit") : true)
                .as(plan)
                .isTrue();
    }

    @Test
    void listsWalkThroughTheirIndex() {
        isWalkedThrough(database.plan(PetShopLists.BEST, "", ""), "pet_shop_by_rating");
        isWalkedThrough(database.plan(PetShopLists.BEST_OF_CATEGORY, "text", "'vet'"), "pet_shop_by_category");
        isWalkedThrough(database.plan(PetShopLists.OF_OWNER, "uuid", "'" + KEEPER + "'"), "pet_shop_by_owner");
        isWalkedThrough(database.plan(PetShopLists.PAGE, "bigint, bigint", "100, 200"), "pet_shop_by_rating");
        isWalkedThrough(
                database.plan(PetShopLists.PAGE_OF_CATEGORY, "text, bigint, bigint", "'vet', 100, 200"),
                "pet_shop_by_category");
    }
}
