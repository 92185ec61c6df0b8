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

/**
 * The values of the parameters of a {@link Sql}. Each parameter needs one, in any order; a name that the statement does not
 * have is an {@link IllegalArgumentException}.
 */
public final class Arguments {
    private final PreparedStatement statement;
    private final Sql sql;
    private final int before;

    /** @param before number of parameters of the statements before this one in the same text */
    Arguments(PreparedStatement statement, Sql sql, int before) {
        this.statement = statement;
        this.sql = sql;
        this.before = before;
    }

    /** A {@code uuid}, or null. */
    public Arguments uuid(String name, @Nullable UUID value) {
        return set(name, at -> {
            if (value == null) {
                setNull(at, "uuid");
            } else {
                statement.setObject(at, value);
            }
        });
    }

    /** With its type: the driver prepares a statement anew if a parameter's type is not what it was in the call before. */
    private void setNull(int at, String type) throws SQLException {
        statement.setNull(at, Types.OTHER, type);
    }

    /** A {@code text}, or null. */
    public Arguments text(String name, @Nullable String value) {
        return set(name, at -> statement.setString(at, value));
    }

    /** An {@code integer}. */
    public Arguments number(String name, int value) {
        return set(name, at -> statement.setInt(at, value));
    }

    /** A {@code bigint}. */
    public Arguments number(String name, long value) {
        return set(name, at -> statement.setLong(at, value));
    }

    /** A {@code bigint}, or null. */
    public Arguments numberOrNull(String name, @Nullable Long value) {
        return set(name, at -> statement.setObject(at, value, Types.BIGINT));
    }

    /** A {@code double precision}. */
    public Arguments real(String name, double value) {
        return set(name, at -> statement.setDouble(at, value));
    }

    /** A {@code double precision}, or null. */
    public Arguments realOrNull(String name, @Nullable Double value) {
        return set(name, at -> statement.setObject(at, value, Types.DOUBLE));
    }

    /** A {@code boolean}. */
    public Arguments flag(String name, boolean value) {
        return set(name, at -> statement.setBoolean(at, value));
    }

    /** A {@code boolean}, or null. */
    public Arguments flagOrNull(String name, @Nullable Boolean value) {
        return set(name, at -> statement.setObject(at, value, Types.BOOLEAN));
    }

    /** A {@code timestamptz}, or null. */
    public Arguments time(String name, @Nullable Instant value) {
        return set(name, at -> {
            if (value == null) {
                setNull(at, "timestamptz");
            } else {
                statement.setObject(at, value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
            }
        });
    }

    /** A {@code bytea}, or null. */
    public Arguments bytes(String name, byte @Nullable [] value) {
        return set(name, at -> statement.setBytes(at, value));
    }

    /** A {@code uuid[]}: one value of each element. */
    public <E> Arguments uuids(String name, Collection<E> elements, Function<E, @Nullable UUID> value) {
        return array(name, "uuid", elements, value);
    }

    /** An {@code integer[]}: one value of each element. */
    public <E> Arguments integers(String name, Collection<E> elements, Function<E, @Nullable Integer> value) {
        return array(name, "integer", elements, value);
    }

    /** A {@code text[]}: one value of each element. */
    public <E> Arguments texts(String name, Collection<E> elements, Function<E, @Nullable String> value) {
        return array(name, "text", elements, value);
    }

    /** A {@code bigint[]}: one value of each element. */
    public <E> Arguments numbers(String name, Collection<E> elements, Function<E, @Nullable Long> value) {
        return array(name, "bigint", elements, value);
    }

    /** A {@code double precision[]}: one value of each element. */
    public <E> Arguments reals(String name, Collection<E> elements, Function<E, @Nullable Double> value) {
        return array(name, "float8", elements, value);
    }

    /** A {@code boolean[]}: one value of each element. */
    public <E> Arguments flags(String name, Collection<E> elements, Function<E, @Nullable Boolean> value) {
        return array(name, "boolean", elements, value);
    }

    /** A {@code text[]} that holds times, to be cast to {@code timestamptz[]}. */
    public <E> Arguments times(String name, Collection<E> elements, Function<E, @Nullable Instant> value) {
        Function<E, @Nullable String> text = element -> {
            Instant time = value.apply(element);
            return time == null ? null : time.toString();
        };
        return texts(name, elements, text);
    }

    private <E> Arguments array(String name, String type, Collection<E> elements, Function<E, ?> value) {
        Object[] values = elements.stream().map(value).toArray();
        return set(name, at -> statement.setArray(at, statement.getConnection().createArrayOf(type, values)));
    }

    private Arguments set(String name, Setter setter) {
        try {
            for (int at : sql.positions(name)) {
                setter.set(before + at);
            }
            return this;
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @FunctionalInterface
    private interface Setter {
        void set(int at) throws SQLException;
    }
}
