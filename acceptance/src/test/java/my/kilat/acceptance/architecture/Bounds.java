package my.kilat.acceptance.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether a statement says how many rows it brings or deletes at most: by a limit, because it aggregates, by the whole of a unique
 * key, by what its caller hands in as an array, or in a comment, {@code bounded: why}.
 */
final class Bounds {
    private static final Pattern TABLE = Pattern.compile("create table (\\w+) \\((.*?)\\n\\)", Pattern.DOTALL);
    private static final Pattern COLUMN_KEY = Pattern.compile("^\\s*(\\w+) .*\\b(primary key|unique)\\b(?! \\().*$");
    private static final Pattern LISTED_KEY = Pattern.compile("(?:primary key|unique) \\(([^)]+)\\)");
    private static final Pattern INDEX_KEY = Pattern.compile("create unique index \\w+ on (\\w+) \\(([^)]+)\\)");
    private static final Pattern AGGREGATE =
            Pattern.compile("^(count|sum|min|max|avg|bool_or|bool_and|exists|coalesce|not exists)\\s*\\(\\)");

    private final Set<Key> keys = new HashSet<>();

    /** The columns of a table that no two rows have in common. */
    private record Key(String table, List<String> columns) {}

    private Bounds() {}

    /** By the unique keys of the tables that the migrations beneath this directory make. */
    static Bounds of(Path root) {
        Bounds bounds = new Bounds();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(file -> file.toString().matches(".*/src/main/resources/my/kilat/\\w+/db/V.*\\.sql"))
                    .forEach(file -> bounds.learn(read(file)));
            return bounds;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replaceAll("--[^\\n]*", "").toLowerCase(Locale.ROOT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void learn(String script) {
        Matcher tables = TABLE.matcher(script);
        while (tables.find()) {
            String table = tables.group(1);
            tables.group(2).lines().forEach(line -> {
                Matcher column = COLUMN_KEY.matcher(line);
                Matcher listed = LISTED_KEY.matcher(line);
                if (listed.find()) {
                    keys.add(new Key(table, columns(listed.group(1))));
                } else if (column.matches()) {
                    keys.add(new Key(table, List.of(column.group(1))));
                }
            });
        }
        Matcher indexes = INDEX_KEY.matcher(script);
        while (indexes.find()) {
            keys.add(new Key(indexes.group(1), columns(indexes.group(2))));
        }
    }

    private static List<String> columns(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).toList();
    }

    /** Whether it neither brings nor deletes rows, or says how many at most. */
    boolean states(String sql) {
        if (sql.contains("bounded:")) {
            return true;
        }
        String text = sql.toLowerCase(Locale.ROOT)
                .replaceAll("'[^']*'", "''")
                .replaceAll("\\s+", " ")
                .strip();
        String outer = withoutParentheses(text);
        boolean query = outer.startsWith("select ")
                || outer.startsWith("with ")
                        && outer.contains(" select ")
                        && !outer.matches(".*\\b(insert|update|delete)\\b.*");
        if (!query && !outer.contains(" returning ") && !outer.startsWith("delete ")) {
            return true;
        }
        return outer.contains(" limit ")
                || query && aggregates(outer)
                || query && !outer.contains(" from ")
                || handsIn(outer, text)
                || hasWholeKey(outer);
    }

    private static boolean aggregates(String outer) {
        String selected = outer.substring(outer.lastIndexOf("select ") + "select ".length());
        return AGGREGATE.matcher(selected).find() && !outer.contains(" group by ");
    }

    /** One row for each that the caller gives, or for each of those that an inner query with a limit has chosen. */
    private static boolean handsIn(String outer, String text) {
        return outer.contains(" values ")
                || outer.contains(" from unnest()")
                || !outer.startsWith("select ") && text.contains(" limit ");
    }

    private boolean hasWholeKey(String outer) {
        int where = outer.indexOf(" where ");
        if (where < 0 || outer.contains(" or ")) {
            return false;
        }
        String condition = outer.substring(where);
        return keys.stream()
                .filter(key -> outer.matches(".*\\b(from|update|into|join) " + key.table + "\\b.*"))
                .anyMatch(key -> key.columns.stream()
                        .allMatch(column -> condition.matches(
                                ".*\\b" + column + " ?= ?(\\?|:\\w+|cast\\(\\)|any ?\\(\\)|\\w+\\.\\w+).*")));
    }

    /** What is between parentheses is of no interest here, only that they are there. */
    private static String withoutParentheses(String text) {
        StringBuilder outer = new StringBuilder();
        int depth = 0;
        for (char c : text.toCharArray()) {
            depth += c == '(' ? 1 : 0;
            if (depth == 0 || depth == 1 && c == '(') {
                outer.append(c);
            }
            if (c == ')') {
                depth--;
                if (depth == 0) {
                    outer.append(c);
                }
            }
        }
        return outer.toString();
    }
}
