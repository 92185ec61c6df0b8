package my.kilat.booking.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import my.kilat.booking.domain.Clinic;
import my.kilat.booking.domain.WeeklyHours;
import my.kilat.booking.domain.WeeklyHours.Range;
import my.kilat.platform.database.Arguments;
import my.kilat.platform.database.Queries;
import my.kilat.platform.database.Row;
import my.kilat.platform.database.Sql;
import my.kilat.platform.database.Tx;
import my.kilat.platform.geo.Position;
import my.kilat.platform.page.PageRequest;
import my.kilat.platform.page.Slice;

/** The table {@code vet_clinic}; {@link VetSearch} looks in it for the nearest ones. */
public final class VetClinics {
    /** What {@link #read} expects; the table is called {@code v}. */
    static final String COLUMNS = """
            v.id, v.external_id, v.name, v.phone, v.address, v.latitude, v.longitude, v.open_all_hours,
            cast(v.opens as bigint[]) as opens, cast(v.closes as bigint[]) as closes, v.active, v.updated_by, v.updated_at
            """;

    /** Selected rather than given as values: the driver puts batches of the latter together, and loses how many rows each wrote. */
    private static final String ADDED = """
            insert into vet_clinic (id, external_id, name, phone, address, latitude, longitude, open_all_hours, opens, closes,
                                    active, updated_by, updated_at)
            select :id, :external, :name, :phone, :address, :latitude, :longitude, :all_hours, :opens, :closes,
                   :active, :by, :at
            on conflict (external_id)""";

    private static final Sql ADD = Sql.of(ADDED + " do nothing");

    /** A row that is as it was sent is not written, so that it keeps who wrote it last. */
    private static final Sql PUT = Sql.of(ADDED + """
             do update
            set name = excluded.name, phone = excluded.phone, address = excluded.address, latitude = excluded.latitude,
                longitude = excluded.longitude, open_all_hours = excluded.open_all_hours, opens = excluded.opens,
                closes = excluded.closes, active = excluded.active, updated_by = excluded.updated_by,
                updated_at = excluded.updated_at
            where (vet_clinic.name, vet_clinic.phone, vet_clinic.address, vet_clinic.latitude, vet_clinic.longitude,
                   vet_clinic.open_all_hours, vet_clinic.opens, vet_clinic.closes, vet_clinic.active)
                is distinct from (excluded.name, excluded.phone, excluded.address, excluded.latitude, excluded.longitude,
                   excluded.open_all_hours, excluded.opens, excluded.closes, excluded.active)""");

    private static final Sql REPLACE = Sql.of("""
            update vet_clinic as v
            set name = :name, phone = :phone, address = :address, latitude = :latitude, longitude = :longitude,
                open_all_hours = :all_hours, opens = :opens, closes = :closes, active = :active,
                updated_by = :by, updated_at = :at
            where v.id = :id
            returning\s""" + COLUMNS);

    private static final Sql DELETE = Sql.of("delete from vet_clinic where id = :id");

    private static final Sql LOCK =
            Sql.of("select 1 as locked from pg_advisory_xact_lock(:directory) /* bounded: one row */");
    private static final Sql COUNT = Sql.of("select count(*) as clinics from vet_clinic");
    private static final Sql PAGE =
            Sql.of("select " + COLUMNS + " from vet_clinic v order by v.name, v.id limit :limit offset :offset");

    /** The advisory lock of whoever adds to the directory; any number that nobody else uses. */
    private static final long DIRECTORY = 0x766574636c696e69L;

    private VetClinics() {}

    /** How many clinics there are. Whoever else adds some waits, so that what is counted is all there is. */
    public static long lockAndCount(Tx tx) {
        tx.list(LOCK, values -> values.number("directory", DIRECTORY), row -> row.number("locked"));
        return count(tx);
    }

    /** How many clinics there are. */
    public static long count(Queries queries) {
        return queries.first(COUNT, _ -> {}, row -> row.bigNumber("clinics")).orElseThrow();
    }

    /** Adds a clinic, unless its key of elsewhere is taken; returns whether it was added. */
    public static boolean add(Tx tx, Clinic clinic) {
        return tx.update(ADD, values -> bind(values, clinic).text("external", clinic.externalId())) == 1;
    }

    /** Adds each clinic whose key of elsewhere is new, and makes the others what is given; returns how many rows were written. */
    public static int put(Tx tx, List<Clinic> clinics) {
        int[] written = tx.updateEach(
                PUT, clinics, (values, clinic) -> bind(values, clinic).text("external", clinic.externalId()));
        return IntStream.of(written).sum();
    }

    /** Replaces all of a clinic but its key of elsewhere; empty if there is none with its id. */
    public static Optional<Clinic> replace(Tx tx, Clinic clinic) {
        return tx.first(REPLACE, values -> bind(values, clinic), VetClinics::read);
    }

    /** Deletes a clinic; returns whether there was one. */
    public static boolean delete(Tx tx, UUID id) {
        return tx.update(DELETE, values -> values.uuid("id", id)) == 1;
    }

    /** A page of the directory, by name. */
    public static Slice<Clinic> page(Queries queries, PageRequest page) {
        return new Slice<>(
                queries.list(
                        PAGE,
                        values -> values.number("limit", page.limit()).number("offset", page.offset()),
                        VetClinics::read),
                count(queries));
    }

    private static Arguments bind(Arguments values, Clinic clinic) {
        List<Range> ranges = clinic.hours().ranges();
        return values.uuid("id", clinic.id())
                .text("name", clinic.name())
                .text("phone", clinic.phone())
                .text("address", clinic.address())
                .real("latitude", clinic.place().latitude())
                .real("longitude", clinic.place().longitude())
                .flag("all_hours", clinic.openAllHours())
                .integers("opens", ranges, Range::opens)
                .integers("closes", ranges, Range::closes)
                .flag("active", clinic.active())
                .uuid("by", clinic.updatedBy())
                .time("at", clinic.updatedAt());
    }

    static Clinic read(Row row) {
        List<Long> opens = row.bigNumbers("opens");
        List<Long> closes = row.bigNumbers("closes");
        List<Range> ranges = IntStream.range(0, opens.size())
                .mapToObj(i -> new Range(opens.get(i).intValue(), closes.get(i).intValue()))
                .toList();
        return new Clinic(
                row.uuid("id"),
                row.textOrNull("external_id"),
                row.text("name"),
                row.text("phone"),
                row.text("address"),
                new Position(row.real("latitude"), row.real("longitude")),
                row.flag("open_all_hours"),
                new WeeklyHours(ranges),
                row.flag("active"),
                row.uuid("updated_by"),
                row.time("updated_at"));
    }
}
