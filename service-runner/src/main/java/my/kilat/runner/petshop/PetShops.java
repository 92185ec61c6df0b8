package my.kilat.runner.petshop;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.petshop.CreatePetShopRequest;
import my.kilat.contract.petshop.PetShop;
import my.kilat.contract.petshop.UpdatePetShopRequest;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.geo.Position;
import my.kilat.platform.id.Ids;
import my.kilat.runner.domain.SearchRadius;
import my.kilat.runner.domain.Shopkeeping;
import org.jdbi.v3.core.statement.SqlStatement;

/** The pet shops: listed, searched, and looked after by their keepers. */
public final class PetShops {
    private static final String SELECT = "select " + PetShopRow.COLUMNS + " from pet_shop s ";
    private static final String BY_ID = SELECT + "where s.id = :id";
    private static final String BEST = SELECT + "order by s.rating desc, s.name, s.id limit 50";
    private static final String BEST_OF_CATEGORY =
            SELECT + "where s.category = :category order by s.rating desc, s.name, s.id limit 50";
    private static final String OF_OWNER = SELECT + "where s.owner_id = :owner order by s.created_at, s.id";

    /** Why it looks twice: as with the runners, the index knows distances on the sphere only. */
    static final String SEARCH = """
            with here as (
                select cast(st_point(:longitude, :latitude) as geography) as point),
            reach as (
                select case when count(*) < 20 then :radius else least(:radius, max(near.metres) + 0.001) end as metres
                from (
                    select st_distance(first.place, here.point) as metres
                    from here, lateral (
                        select place from pet_shop where :category = '' or category = :category
                        order by place <-> here.point limit 20) first
                    ) near)
            select\s""" + PetShopRow.COLUMNS + """
            , st_distance(s.place, here.point) as metres
            from here, reach, pet_shop s
            where (:category = '' or s.category = :category) and st_dwithin(s.place, here.point, reach.metres)
            order by metres, s.id
            limit 20""";

    private final Database database;
    private final InstantSource clock;

    public PetShops(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The best rated first, then by name; fifty at most. A category that does not exist has no shops. */
    public List<PetShop> list(Optional<String> category) {
        return database.read(handle -> category.map(
                        word -> handle.createQuery(BEST_OF_CATEGORY).bind("category", word))
                .orElseGet(() -> handle.createQuery(BEST))
                .map((row, context) -> PetShopRow.of(row, null))
                .list());
    }

    /** The nearest first, twenty at most. */
    public List<PetShop> around(Position place, SearchRadius radius, Optional<String> category) {
        return database.read(handle -> handle.createQuery(SEARCH)
                .bind("longitude", place.longitude())
                .bind("latitude", place.latitude())
                .bind("radius", radius.metres())
                .bind("category", category.orElse(""))
                .map((row, context) -> PetShopRow.of(row, SearchRadius.toKilometres(row.getDouble("metres"))))
                .list());
    }

    /** The shops of a keeper, the oldest first. */
    public List<PetShop> of(UUID keeper) {
        return database.read(handle -> handle.createQuery(OF_OWNER)
                .bind("owner", keeper)
                .map((row, context) -> PetShopRow.of(row, null))
                .list());
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

    /** Opens a shop. */
    public PetShop open(Tx tx, UUID keeper, CreatePetShopRequest sent) {
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
