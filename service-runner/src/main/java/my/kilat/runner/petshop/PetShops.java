package my.kilat.runner.petshop;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.id.Ids;
import my.kilat.runner.domain.Shopkeeping;
import org.jdbi.v3.core.statement.SqlStatement;

/** The pet shops, as their keepers look after them. */
public final class PetShops {
    /** More than one person can look after; they are all listed at once. */
    static final int MOST_OF_A_KEEPER = 50;

    private static final String BY_ID = "select " + PetShopRow.COLUMNS + " from pet_shop s where s.id = :id";

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
        return database.read(handle -> handle.createQuery(BY_ID)
                        .bind("id", id)
                        .map((row, context) -> PetShopRow.of(row, null))
                        .findOne())
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
        bind(tx.sql().createUpdate("""
                        insert into pet_shop (id, owner_id, name, address, place, phone, email, category, services,
                                              rating, image_url, opening_hours, description, created_at)
                        values (:id, :owner, :name, :address, cast(st_point(:longitude, :latitude) as geography), :phone,
                                :email, :category, :services, :rating, :image, :hours, :description, :created)"""), shop)
                .bind("owner", keeper)
                .bind("rating", shop.rating())
                .bind("created", shop.createdAt().atOffset(ZoneOffset.UTC))
                .execute();
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
        bind(tx.sql().createUpdate("""
                        update pet_shop
                        set name = :name, address = :address, place = cast(st_point(:longitude, :latitude) as geography),
                            phone = :phone, email = :email, category = :category, services = :services,
                            image_url = :image, opening_hours = :hours, description = :description
                        where id = :id"""), shop).execute();
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
        tx.sql()
                .createUpdate("delete from pet_shop where id = :id")
                .bind("id", id)
                .execute();
    }

    /** Whoever else opens a shop for this keeper waits, so that what is counted afterwards is all there is. */
    private static int lockAndCount(Tx tx, UUID keeper) {
        tx.sql()
                .createQuery("select 1 from pg_advisory_xact_lock(:class, hashtext(:keeper)) /* bounded: one row */")
                .bind("class", KEEPER_LOCKS)
                .bind("keeper", keeper.toString())
                .mapTo(Integer.class)
                .one();
        return tx.sql()
                .createQuery("select count(*) from pet_shop where owner_id = :keeper")
                .bind("keeper", keeper)
                .mapTo(Integer.class)
                .one();
    }

    private static PetShop lock(Tx tx, UUID id) {
        return tx.sql()
                .createQuery(BY_ID + " for update")
                .bind("id", id)
                .map((row, context) -> PetShopRow.of(row, null))
                .findOne()
                .orElseThrow(() -> notFound(id));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, PetShop shop) {
        return statement
                .bind("id", shop.id())
                .bind("name", shop.name())
                .bind("address", shop.address())
                .bind("longitude", shop.longitude())
                .bind("latitude", shop.latitude())
                .bind("phone", shop.phone())
                .bind("email", shop.email())
                .bind("category", shop.category().word())
                .bindArray("services", String.class, shop.services())
                .bind("image", shop.imageUrl() == null ? "" : shop.imageUrl())
                .bind("hours", shop.openingHours())
                .bind("description", shop.description());
    }

    private static Failure notFound(UUID id) {
        return new Failure.NotFound("Pet shop", id);
    }
}
