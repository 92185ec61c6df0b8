package my.kilat.runner.store;

import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.PetShopCategory;
import my.kilat.platform.database.Row;
import org.jspecify.annotations.Nullable;

/** Maps a row to a pet shop. */
final class PetShopRow {
    /** The columns to select, from {@code pet_shop s}. */
    static final String COLUMNS = """
            s.id, s.owner_id, s.name, s.address, st_y(cast(s.place as geometry)) as latitude,
            st_x(cast(s.place as geometry)) as longitude, s.phone, s.email, s.category, s.services, s.rating,
            s.image_url, s.opening_hours, s.description, s.created_at""";

    private PetShopRow() {}

    static PetShop of(Row row, @Nullable Double distanceKm) {
        String image = row.text("image_url");
        return new PetShop(
                row.uuid("id"),
                row.uuidOrNull("owner_id"),
                row.text("name"),
                row.text("address"),
                row.real("latitude"),
                row.real("longitude"),
                row.text("phone"),
                row.text("email"),
                PetShopCategory.of(row.text("category")),
                row.texts("services"),
                row.real("rating"),
                image.isEmpty() ? null : image,
                row.text("opening_hours"),
                row.text("description"),
                distanceKm,
                row.time("created_at"));
    }
}
