package my.kilat.acceptance.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import my.kilat.acceptance.architecture.Migrations.Migration;
import my.kilat.local.KilatHome;
import org.junit.jupiter.api.Test;

/** {@code docs/operate.md} says of each table whether it grows, and what bounds it. */
class GrowingTablesTest {
    private static final Path ROOT = KilatHome.find();

    private static final Pattern MADE_OR_DROPPED = Pattern.compile(
            "^\\s*(create|drop)\\s+(?:unlogged\\s+)?table\\s+(?:if\\s+(?:not\\s+)?exists\\s+)?(\\w+)",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");
    private static final String ALL_SERVICES = "platform";

    @Test
    void everyTableIsListed() throws IOException {
        Set<String> tables = tables();
        assertThat(tables).as("tables that were found").hasSizeGreaterThan(40);
        Set<String> listed = listed();
        assertThat(tables)
                .as(
                        "tables in migrations; list each in 'Tables that grow' of docs/operate.md with the rule that bounds it")
                .isSubsetOf(listed);
        listed.retainAll(tables);
        assertThat(listed).isEqualTo(tables);
    }

    @Test
    void noRuleIsMissingWithoutAReason() throws IOException {
        assertThat(section().lines().filter(line -> line.matches("\\|.*\\| *none *\\|")))
                .as("tables that are never deleted from have a reason for that: 'none: why'")
                .isEmpty();
    }

    /** As service/table, in the order of the migrations. */
    private static Set<String> tables() throws IOException {
        Set<String> tables = new TreeSet<>();
        for (Migration migration : Migrations.in(ROOT)) {
            MADE_OR_DROPPED
                    .matcher(migration.sql())
                    .results()
                    .forEach(statement -> add(tables, migration.owner(), statement));
        }
        return tables;
    }

    private static void add(Set<String> tables, String service, MatchResult statement) {
        String table = service + "/" + statement.group(2);
        if (statement.group(1).equalsIgnoreCase("create")) {
            tables.add(table);
        } else {
            tables.remove(table);
        }
    }

    private static Set<String> listed() throws IOException {
        Set<String> listed = new TreeSet<>();
        section().lines().filter(line -> line.startsWith("| ")).forEach(line -> {
            String[] cells = line.split("\\|");
            for (String service : cells[1].strip().split(", ")) {
                NAME.matcher(cells[2])
                        .results()
                        .forEach(name -> listed.add(
                                (service.equals("every one") ? ALL_SERVICES : service) + "/" + name.group(1)));
            }
        });
        return listed;
    }

    private static String section() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/operate.md"));
        int start = page.indexOf("\n## Tables that grow");
        return page.substring(start, page.indexOf("\n## ", start + 1));
    }
}
