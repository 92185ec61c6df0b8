package my.kilat.platform.database;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current row, read by column name. A column that may be null is read by a method that says so; in the others null is
 * an {@link IllegalStateException}.
 */
public final class Row {
    private final ResultSet rows;

    Row(ResultSet rows) {
        this.rows = rows;
    }

    /** A {@code uuid}. */
    public UUID uuid(String column) {
        return required(column, uuidOrNull(column));
    }

    /** A {@code uuid}, or null. */
    public @Nullable UUID uuidOrNull(String column) {
        return read(() -> rows.getObject(column, UUID.class));
    }

    /** A {@code text}. */
    public String text(String column) {
        return required(column, textOrNull(column));
    }

    /** A {@code text}, or null. */
    public @Nullable String textOrNull(String column) {
        return read(() -> rows.getString(column));
    }

    /** An {@code integer}. */
    public int number(String column) {
        return required(column, numberOrNull(column));
    }

    /** An {@code integer}, or null. */
    public @Nullable Integer numberOrNull(String column) {
        return read(() -> {
            int value = rows.getInt(column);
            return rows.wasNull() ? null : value;
        });
    }

    /** A {@code bigint}. */
    public long bigNumber(String column) {
        return required(column, bigNumberOrNull(column));
    }

    /** A {@code bigint}, or null. */
    public @Nullable Long bigNumberOrNull(String column) {
        return read(() -> {
            long value = rows.getLong(column);
            return rows.wasNull() ? null : value;
        });
    }

    /** A {@code double precision}. */
    public double real(String column) {
        return required(column, realOrNull(column));
    }

    /** A {@code double precision}, or null. */
    public @Nullable Double realOrNull(String column) {
        return read(() -> {
            double value = rows.getDouble(column);
            return rows.wasNull() ? null : value;
        });
    }

    /** A {@code boolean}. */
    public boolean flag(String column) {
        return required(column, read(() -> {
            boolean value = rows.getBoolean(column);
            return rows.wasNull() ? null : value;
        }));
    }

    /** A {@code timestamptz}. */
    public Instant time(String column) {
        return required(column, timeOrNull(column));
    }

    /** A {@code timestamptz}, or null. */
    public @Nullable Instant timeOrNull(String column) {
        OffsetDateTime time = read(() -> rows.getObject(column, OffsetDateTime.class));
        return time == null ? null : time.toInstant();
    }

    /** A {@code time}. */
    public LocalTime timeOfDay(String column) {
        return required(column, timeOfDayOrNull(column));
    }

    /** A {@code time}, or null. */
    public @Nullable LocalTime timeOfDayOrNull(String column) {
        return read(() -> rows.getObject(column, LocalTime.class));
    }

    /** A {@code bigint[]} without nulls in it; empty for null. */
    public List<Long> bigNumbers(String column) {
        return array(column, Long[].class);
    }

    /** A {@code uuid[]} without nulls in it; empty for null. */
    public List<UUID> uuids(String column) {
        return array(column, UUID[].class);
    }

    /** A {@code text[]} without nulls in it; empty for null. */
    public List<String> texts(String column) {
        return array(column, String[].class);
    }

    private <T> List<T> array(String column, Class<T[]> type) {
        T[] values = read(() -> {
            Array array = rows.getArray(column);
            return array == null ? null : type.cast(array.getArray());
        });
        return values == null ? List.of() : List.of(values);
    }

    /** A {@code bytea}. */
    public byte[] bytes(String column) {
        return required(column, bytesOrNull(column));
    }

    /** A {@code bytea}, or null. */
    public byte @Nullable [] bytesOrNull(String column) {
        return read(() -> rows.getBytes(column));
    }

    private static <T> T required(String column, @Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null");
        }
        return value;
    }

    private static <T> @Nullable T read(Column<T> column) {
        try {
            return column.read();
        } catch (SQLException e) {
            throw new SqlFailure(e);
        }
    }

    @FunctionalInterface
    private interface Column<T> {
        @Nullable
        T read() throws SQLException;
    }
}
