package my.kilat.runner.petshop;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.runner.domain.Shopkeeping;

/** The pet shops, as their keepers look after them. */
public final class PetShops {
    /** More than one person can look after; they are all listed at once. */
    static final int MOST_OF_A_KEEPER = 50;

    private static final String SELECT = "select " + PetShopRow.COLUMNS + " from pet_shop s where s.id = :id";
    private static final Sql FIND = Sql.of(SELECT);
    private static final Sql LOCK = Sql.of(SELECT + " for update");

    private static final Sql OPEN = Sql.of("""
            insert into pet_shop (id, owner_id, name, address, place, phone, email, category, services,
                                  rating, image_url, opening_hours, description, created_at)
            values (:id, :owner, :name, :address, cast(st_point(:longitude, :latitude) as geography), :phone,
                    :email, :category, :services, :rating, :image, :hours, :description, :created)""");

    private static final Sql CHANGE = Sql.of("""
            update pet_shop
            set name = :name, address = :address, place = cast(st_point(:longitude, :latitude) as geography),
                phone = :phone, email = :email, category = :category, services = :services,
                image_url = :image, opening_hours = :hours, description = :description
            where id = :id""");

    private static final Sql CLOSE = Sql.of("delete from pet_shop where id = :id");

    private static final Sql LOCK_KEEPER =
            Sql.of("select 1 as locked from pg_advisory_xact_lock(:class, hashtext(:keeper)) /* bounded: one row */");

    private static final Sql COUNT = Sql.of("select count(*) as shops from pet_shop where owner_id = :keeper");

    /** The class of the advisory locks, one for each keeper; any number that nobody else uses. */
    private static final int KEEPER_LOCKS = 0x73686f70;

    private final Database database;
    private final InstantSource clock;

    public PetShops(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * One shop.
     *
     * @throws Failure.NotFound if there is none with this id
     */
    public PetShop find(UUID id) {
        return database.first(FIND, values -> values.uuid("id", id), row -> PetShopRow.of(row, null))
                .orElseThrow(() -> notFound(id));
    }

    /**
     * Opens a shop.
     *
     * @throws Failure.Conflict if its keeper has too many already
     */
    public PetShop open(Tx tx, UUID keeper, CreatePetShopRequest sent) {
        if (lockAndCount(tx, keeper) >= MOST_OF_A_KEEPER) {
            throw new Failure.Conflict(
                    "an account has at most " + MOST_OF_A_KEEPER + " pet shops; delete one that is no longer needed");
        }
        PetShop shop = Shopkeeping.opened(Ids.next(), keeper, sent, clock.instant());
        tx.update(
                OPEN,
                values -> give(values, shop)
                        .uuid("owner", keeper)
                        .real("rating", shop.rating())
                        .time("created", shop.createdAt()));
        return shop;
    }

    /**
     * Changes a shop.
     *
     * @throws Failure.NotFound if there is none with this id
     * @throws Failure.NotAllowed for anybody but its keeper
     */
    public PetShop change(Tx tx, UUID id, UUID caller, UpdatePetShopRequest sent) {
        PetShop shop = Shopkeeping.changed(lock(tx, id), caller, sent);
        tx.update(CHANGE, values -> give(values, shop));
        return shop;
    }

    /**
     * Takes a shop off the list.
     *
     * @throws Failure.NotFound if there is none with this id
     * @throws Failure.NotAllowed for anybody but its keeper
     */
    public void close(Tx tx, UUID id, UUID caller) {
        Shopkeeping.requireKeeper(lock(tx, id), caller);
        tx.update(CLOSE, values -> values.uuid("id", id));
    }

    /** Whoever else opens a shop for this keeper waits, so that what is counted afterwards is all there is. */
    private static long lockAndCount(Tx tx, UUID keeper) {
        tx.list(
                LOCK_KEEPER,
                values -> values.number("class", KEEPER_LOCKS).text("keeper", keeper.toString()),
                row -> row.number("locked"));
        return tx.first(COUNT, values -> values.uuid("keeper", keeper), row -> row.bigNumber("shops"))
                .orElseThrow();
    }

    private static PetShop lock(Tx tx, UUID id) {
        return tx.first(LOCK, values -> values.uuid("id", id), row -> PetShopRow.of(row, null))
                .orElseThrow(() -> notFound(id));
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

    private static Failure notFound(UUID id) {
        return new Failure.NotFound("Pet shop", id);
    }
}
