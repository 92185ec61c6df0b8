package my.kilat.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import my.kilat.acceptance.architecture.Migrations.Migration;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Test;

/**
 * A migration is one transaction beside those of running instances. If it locked two tables that they use, or one of them twice
 * and more strongly the second time, each could wait for the other, and after a long build of an index the migration is the one that
 * is ended, at each start anew. If it built an index after changing the table, nobody could read the table meanwhile.
 */
class MigrationLocksTest {
    private static final String NAME = "(?:if\\s+(?:not\\s+)?exists\\s+)?(\\w+)";
    private static final Pattern STATEMENT = Pattern.compile(
            "^(?:(create)\\s+(?:unlogged\\s+)?table\\s+" + NAME
                    + "|create\\s+(?:unique\\s+)?(index)\\s+" + NAME + "\\s+on\\s+(\\w+)"
                    + "|(drop)\\s+index\\s+" + NAME
                    + "|(?:alter|lock|drop)\\s+table\\s+" + NAME
                    + "|create\\s+(?:constraint\\s+)?trigger\\s+\\w+[^;]+?\\son\\s+(\\w+))",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    /** The tables and indexes of a service, as they are before a migration. */
    private final Map<String, String> tableOfIndex = new HashMap<>();

    private final Set<String> tables = new HashSet<>();

    private record Locks(Set<String> built, Set<String> changed) {}

    @Test
    void aMigrationLocksOneTableOnce() throws IOException {
        Set<String> released = Migrations.released().stream()
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toSet());
        List<String> faults = new ArrayList<>();
        for (Migration migration : Migrations.in(KilatHome.find())) {
            Locks locks = locks(migration);
            if (released.contains(migration.toString())) {
                continue;
            }
            Set<String> all = new HashSet<>(locks.built);
            all.addAll(locks.changed);
            if (all.size() > 1) {
                faults.add(migration + " locks several tables that are in use: " + all);
            } else if (!locks.built.isEmpty() && !locks.changed.isEmpty()) {
                faults.add(migration + " builds an index and changes the table as well: " + all);
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Which tables that were there before it are locked; remembers what it makes. */
    private Locks locks(Migration migration) {
        Locks locks = new Locks(new HashSet<>(), new HashSet<>());
        Set<String> made = new HashSet<>();
        STATEMENT.matcher(migration.sql()).results().forEach(found -> read(migration.owner(), found, made, locks));
        tables.addAll(made);
        return locks;
    }

    private void read(String owner, MatchResult found, Set<String> made, Locks locks) {
        if (found.group(1) != null) {
            made.add(owner + "/" + found.group(2));
        } else if (found.group(3) != null) {
            String table = owner + "/" + found.group(5);
            tableOfIndex.put(owner + "/" + found.group(4), table);
            add(table, locks.built);
        } else if (found.group(6) != null) {
            add(tableOfIndex.getOrDefault(owner + "/" + found.group(7), "index " + found.group(7)), locks.changed);
        } else {
            add(owner + "/" + (found.group(8) == null ? found.group(9) : found.group(8)), locks.changed);
        }
    }

    private void add(String table, Set<String> locked) {
        if (tables.contains(table)) {
            locked.add(table);
        }
    }
}
