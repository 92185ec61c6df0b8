package my.kilat.runner.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import my.kilat.contract.petshop.PetShop;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Sql;
import my.kilat.platform.geo.Position;
import my.kilat.platform.json.Json;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;
import my.kilat.runner.domain.SearchRadius;

/** Finds pet shops. No list is longer than {@value #MOST} shops, nor the JSON of one longer than a mebibyte. */
public final class PetShopLists {
    /** Shops in a list that is not asked for by pages. */
    static final int MOST = 500;

    /** What such a list comes to in JSON, at most. */
    static final int MOST_BYTES = 1 << 20;

    private static final int ENVELOPE_BYTES = 64;

    private static final String BEST_FIRST = "s.rating desc, s.name, s.id";
    private static final String OF_CATEGORY = "s.category = :category";
    static final Sql BEST = whole("true", BEST_FIRST);
    static final Sql BEST_OF_CATEGORY = whole(OF_CATEGORY, BEST_FIRST);
    static final Sql OF_OWNER = whole("s.owner_id = :owner", "s.created_at, s.id");
    static final Sql PAGE = page("true");
    static final Sql PAGE_OF_CATEGORY = page(OF_CATEGORY);
    private static final Sql COUNT =
            Sql.of("select count(*) as total from (select from pet_shop limit :reach) as reached");
    private static final Sql COUNT_OF_CATEGORY = Sql.of(
            "select count(*) as total from (select from pet_shop s where " + OF_CATEGORY + " limit :reach) as reached");

    /** Why it looks twice: as with the runners, the index knows distances on the sphere only. */
    static final Sql SEARCH = Sql.of("""
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
            limit 20""");

    private final Database database;

    public PetShopLists(Database database) {
        this.database = database;
    }

    /**
     * As many as may be in one list. The database stops at the row with which the texts of all would exceed the bytes of a
     * list, so that no more than that is ever read.
     */
    private static Sql whole(String which, String order) {
        return Sql.of(String.format(Locale.ROOT, "select " + PetShopRow.COLUMNS + """

                /* bounded: by the innermost limit */
                from (select f.*, sum(octet_length(concat(f.name, f.address, f.phone, f.email, f.image_url, f.opening_hours,
                                                          f.description, array_to_string(f.services, ','))))
                                  over (order by f.nr) as bytes
                      from (select s.*, row_number() over (order by %2$s) as nr
                            from pet_shop s where %1$s order by %2$s limit %3$d) f) s
                where s.bytes <= %4$d
                order by s.nr""", which, order, MOST, MOST_BYTES));
    }

    private static Sql page(String which) {
        return Sql.of("select " + PetShopRow.COLUMNS + " from pet_shop s where " + which + " order by " + BEST_FIRST
                + " limit :limit offset :offset");
    }

    /** The best rated first, then by name. A category that does not exist has no shops. */
    public List<PetShop> all(Optional<String> category) {
        return withinBytes(read(category.isPresent() ? BEST_OF_CATEGORY : BEST, values -> give(values, category)));
    }

    /** The same list by pages. */
    public Slice<PetShop> page(Optional<String> category, PageRequest page) {
        long total = database.first(
                        category.isPresent() ? COUNT_OF_CATEGORY : COUNT,
                        values -> give(values, category).number("reach", PageRequest.REACH),
                        row -> row.bigNumber("total"))
                .orElseThrow();
        if (page.offset() >= total) {
            return new Slice<>(List.of(), total);
        }
        return new Slice<>(
                read(
                        category.isPresent() ? PAGE_OF_CATEGORY : PAGE,
                        values -> give(values, category)
                                .number("limit", page.limit())
                                .number("offset", page.offset())),
                total);
    }

    /** The shops of a keeper, the oldest first. */
    public List<PetShop> of(UUID keeper) {
        return withinBytes(read(OF_OWNER, values -> values.uuid("owner", keeper)));
    }

    /** The nearest first, twenty at most. */
    public List<PetShop> around(Position place, SearchRadius radius, Optional<String> category) {
        return database.list(
                SEARCH,
                values -> values.real("longitude", place.longitude())
                        .real("latitude", place.latitude())
                        .real("radius", radius.metres())
                        .text("category", category.orElse("")),
                row -> PetShopRow.of(row, SearchRadius.toKilometres(row.real("metres"))));
    }

    private List<PetShop> read(Sql sql, Consumer<Arguments> values) {
        return database.list(sql, values, row -> PetShopRow.of(row, null));
    }

    private static Arguments give(Arguments values, Optional<String> category) {
        category.ifPresent(word -> values.text("category", word));
        return values;
    }

    /** JSON is longer than the texts in it; what it comes to is known only now. */
    private static List<PetShop> withinBytes(List<PetShop> shops) {
        List<PetShop> within = new ArrayList<>(shops.size());
        long bytes = ENVELOPE_BYTES;
        for (PetShop shop : shops) {
            bytes += Json.bytes(shop).length + 1;
            if (bytes > MOST_BYTES) {
                return within;
            }
            within.add(shop);
        }
        return within;
    }
}
