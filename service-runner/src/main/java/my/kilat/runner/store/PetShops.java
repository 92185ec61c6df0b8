package my.kilat.runner.store;

import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.petshop.PetShop;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;

/** The table {@code pet_shop}, for single shops; its lists are in {@link PetShopLists}. */
public final class PetShops {
    private static final String SELECT = "select " + PetShopRow.COLUMNS + " from pet_shop s where s.id = :id";
    private static final Sql FIND = Sql.of(SELECT);
    private static final Sql LOCK = Sql.of(SELECT + " for update");

    private static final Sql INSERT = Sql.of("""
            insert into pet_shop (id, owner_id, name, address, place, phone, email, category, services,
                                  rating, image_url, opening_hours, description, created_at)
            values (:id, :owner, :name, :address, cast(st_point(:longitude, :latitude) as geography), :phone,
                    :email, :category, :services, :rating, :image, :hours, :description, :created)""");

    private static final Sql UPDATE = Sql.of("""
            update pet_shop
            set name = :name, address = :address, place = cast(st_point(:longitude, :latitude) as geography),
                phone = :phone, email = :email, category = :category, services = :services,
                image_url = :image, opening_hours = :hours, description = :description
            where id = :id""");

    private static final Sql DELETE = Sql.of("delete from pet_shop where id = :id");

    private static final Sql LOCK_KEEPER =
            Sql.of("select 1 as locked from pg_advisory_xact_lock(:class, hashtext(:keeper)) /* bounded: one row */");

    private static final Sql COUNT = Sql.of("select count(*) as shops from pet_shop where owner_id = :keeper");

    /** The class of the advisory locks, one for each keeper; any number that nobody else uses. */
    private static final int KEEPER_LOCKS = 0x73686f70;

    private PetShops() {}

    /** One shop. */
    public static Optional<PetShop> find(Queries queries, UUID id) {
        return queries.first(FIND, values -> values.uuid("id", id), row -> PetShopRow.of(row, null));
    }

    /** The same, locked until the end of the transaction. */
    public static Optional<PetShop> lock(Tx tx, UUID id) {
        return tx.first(LOCK, values -> values.uuid("id", id), row -> PetShopRow.of(row, null));
    }

    /**
     * How many shops a keeper has. Whoever else opens a shop for this keeper waits, so that what is counted is all there is.
     */
    public static long lockAndCount(Tx tx, UUID keeper) {
        tx.list(
                LOCK_KEEPER,
                values -> values.number("class", KEEPER_LOCKS).text("keeper", keeper.toString()),
                row -> row.number("locked"));
        return tx.first(COUNT, values -> values.uuid("keeper", keeper), row -> row.bigNumber("shops"))
                .orElseThrow();
    }

    /** Adds a shop of a keeper. */
    public static void add(Tx tx, UUID keeper, PetShop shop) {
        tx.update(
                INSERT,
                values -> give(values, shop)
                        .uuid("owner", keeper)
                        .real("rating", shop.rating())
                        .time("created", shop.createdAt()));
    }

    /** Stores what a keeper may change of a shop. */
    public static void change(Tx tx, PetShop shop) {
        tx.update(UPDATE, values -> give(values, shop));
    }

    /** Deletes a shop. */
    public static void delete(Tx tx, UUID id) {
        tx.update(DELETE, values -> values.uuid("id", id));
    }

    private static Arguments give(Arguments values, PetShop shop) {
        return values.uuid("id", shop.id())
                .text("name", shop.name())
                .text("address", shop.address())
                .real("longitude", shop.longitude())
                .real("latitude", shop.latitude())
                .text("phone", shop.phone())
                .text("email", shop.email())
                .text("category", shop.category().word())
                .texts("services", shop.services(), service -> service)
                .text("image", shop.imageUrl() == null ? "" : shop.imageUrl())
                .text("hours", shop.openingHours())
                .text("description", shop.description());
    }
}
