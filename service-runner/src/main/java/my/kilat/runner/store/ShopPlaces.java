package my.kilat.runner.store;

import java.util.List;
import java.util.UUID;
import my.kilat.contract.petshop.PetShopCategory;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import org.jspecify.annotations.Nullable;

/** Where the pet shops are, for a map. */
public final class ShopPlaces {
    private static final UUID FIRST = new UUID(0, 0);

    private static final Sql PLACES = Sql.of("""
            select s.id, s.name, s.category, s.address, s.phone, st_y(cast(s.place as geometry)) as latitude,
                   st_x(cast(s.place as geometry)) as longitude
            from pet_shop s where s.id > :after order by s.id limit :most""");

    private final Database database;

    public ShopPlaces(Database database) {
        this.database = database;
    }

    /** A shop on the map. */
    public record Place(
            UUID id,
            String name,
            PetShopCategory category,
            String address,
            String phone,
            double latitude,
            double longitude) {}

    /**
     * Shops by id.
     *
     * @param after the last one of the page before; null for the first page
     */
    public List<Place> after(@Nullable UUID after, int most) {
        return database.list(
                PLACES,
                values -> values.uuid("after", after == null ? FIRST : after).number("most", most),
                row -> new Place(
                        row.uuid("id"),
                        row.text("name"),
                        PetShopCategory.of(row.text("category")),
                        row.text("address"),
                        row.text("phone"),
                        row.real("latitude"),
                        row.real("longitude")));
    }
}
