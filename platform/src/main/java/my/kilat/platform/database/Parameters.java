package my.kilat.platform.database;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parameters of a statement of {@link PlainSql}, bound one after the other, from the first {@code ?} on. */
public final class Parameters {
    private final PreparedStatement statement;
    private int next;

    Parameters(PreparedStatement statement) {
        this(statement, 1);
    }

    Parameters(PreparedStatement statement, int first) {
        this.statement = statement;
        this.next = first;
    }

    /** A {@code uuid}, or null. */
    public Parameters uuid(@Nullable UUID value) {
        return bound(at -> {
            if (value == null) {
                statement.setNull(at, Types.OTHER, "uuid");
            } else {
                statement.setObject(at, value);
            }
        });
    }

    /** A {@code text}, or null. */
    public Parameters text(@Nullable String value) {
        return bound(at -> statement.setString(at, value));
    }

    /** A number. */
    public Parameters number(int value) {
        return bound(at -> statement.setInt(at, value));
    }

    /** A number. */
    public Parameters number(long value) {
        return bound(at -> statement.setLong(at, value));
    }

    /** A {@code bigint}, or null. */
    public Parameters numberOrNull(@Nullable Long value) {
        return bound(at -> statement.setObject(at, value, Types.BIGINT));
    }

    /** A {@code double precision}. */
    public Parameters real(double value) {
        return bound(at -> statement.setDouble(at, value));
    }

    /** A {@code boolean}. */
    public Parameters flag(boolean value) {
        return bound(at -> statement.setBoolean(at, value));
    }

    /** A {@code timestamptz}, or null. */
    public Parameters time(@Nullable Instant value) {
        return bound(at -> statement.setObject(
                at, value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE));
    }

    /** A {@code bytea}. */
    public Parameters bytes(byte[] value) {
        return bound(at -> statement.setBytes(at, value));
    }

    /** An array: one value of each element. */
    public <E> Parameters uuids(Collection<E> elements, Function<E, @Nullable UUID> value) {
        return array("uuid", elements, value);
    }

    /** An array: one value of each element. */
    public <E> Parameters texts(Collection<E> elements, Function<E, @Nullable String> value) {
        return array("text", elements, value);
    }

    /** An array: one value of each element. */
    public <E> Parameters numbers(Collection<E> elements, Function<E, @Nullable Long> value) {
        return array("bigint", elements, value);
    }

    /** An array: one value of each element. */
    public <E> Parameters reals(Collection<E> elements, Function<E, @Nullable Double> value) {
        return array("float8", elements, value);
    }

    /** An array of {@code text} that holds times, to be cast to {@code timestamptz[]}. */
    public <E> Parameters times(Collection<E> elements, Function<E, @Nullable Instant> value) {
        Function<E, @Nullable String> text = element -> {
            Instant time = value.apply(element);
            return time == null ? null : time.toString();
        };
        return texts(elements, text);
    }

    private <E> Parameters array(String type, Collection<E> elements, Function<E, ?> value) {
        return bound(at -> statement.setArray(
                at,
                statement
                        .getConnection()
                        .createArrayOf(type, elements.stream().map(value).toArray())));
    }

    private Parameters bound(Setter setter) {
        try {
            setter.set(next++);
            return this;
        } catch (SQLException e) {
            throw new PlainSql.SqlFailure(e);
        }
    }

    @FunctionalInterface
    private interface Setter {
        void set(int at) throws SQLException;
    }
}
