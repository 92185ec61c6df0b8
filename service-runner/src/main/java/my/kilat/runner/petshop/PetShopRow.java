package my.kilat.runner.petshop;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.PetShopCategory;
import org.jspecify.annotations.Nullable;

/** How a pet shop comes out of the database. */
final class PetShopRow {
    /** The columns to select, from {@code pet_shop s}. */
    static final String COLUMNS = """
            s.id, s.owner_id, s.name, s.address, st_y(cast(s.place as geometry)) as latitude,
            st_x(cast(s.place as geometry)) as longitude, s.phone, s.email, s.category, s.services, s.rating,
            s.image_url, s.opening_hours, s.description, s.created_at""";

    private PetShopRow() {}

    static PetShop of(ResultSet row, @Nullable Double distanceKm) throws SQLException {
        String image = row.getString("image_url");
        return new PetShop(
                row.getObject("id", UUID.class),
                row.getObject("owner_id", UUID.class),
                row.getString("name"),
                row.getString("address"),
                row.getDouble("latitude"),
                row.getDouble("longitude"),
                row.getString("phone"),
                row.getString("email"),
                PetShopCategory.of(row.getString("category")),
                List.of((String[]) row.getArray("services").getArray()),
                row.getDouble("rating"),
                image.isEmpty() ? null : image,
                row.getString("opening_hours"),
                row.getString("description"),
                distanceKm,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
