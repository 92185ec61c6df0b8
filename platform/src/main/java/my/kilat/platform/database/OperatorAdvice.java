package my.kilat.platform.database;

/** Sentences that tell the operator of a PostgreSQL server which statements to run. */
final class OperatorAdvice {
    private OperatorAdvice() {}

    static String notOnServer(DatabaseSettings settings, ServerFacts facts, String extension) {
        String major = Integer.toString(facts.version() / 10_000);
        return "PostgreSQL at " + settings.addresses() + " does not have the extension " + extension
                + ", which " + settings.name() + " needs; install it on that server"
                + (extension.equals("postgis") ? " (package postgresql-" + major + "-postgis-3)" : "");
    }

    static String mayNotCreateExtension(DatabaseSettings settings, String extension) {
        return settings.name() + " needs the extension " + extension + ", and the role " + settings.user()
                + " may not create it; a superuser has to run once, in the database " + settings.name()
                + ": CREATE EXTENSION " + quoted(extension) + ";";
    }

    static String mayNotUse(DatabaseSettings settings, String extension, ServerFacts.Extension found) {
        return "the extension " + extension + " of " + settings.name() + " is in the schema " + found.schema()
                + ", which the role " + settings.user() + " may not use; its owner has to run once, in the database "
                + settings.name() + ": GRANT USAGE ON SCHEMA " + quoted(String.valueOf(found.schema())) + " TO "
                + quoted(settings.user()) + ";";
    }

    static String notOnThePath(
            DatabaseSettings settings, String extension, ServerFacts.Extension found, String searchPath) {
        return "the extension " + extension + " of " + settings.name() + " is in the schema " + found.schema()
                + ", where it is not looked for, and through a pooler a service cannot set that itself; run once, in"
                + " the database " + settings.name() + ": ALTER ROLE " + quoted(settings.user()) + " IN DATABASE "
                + quoted(settings.name()) + " SET search_path = " + searchPath + ";";
    }

    static String mayNotCreateTables(DatabaseSettings settings, ServerFacts facts) {
        String schema = facts.schema();
        return schema == null
                ? "the search_path of the role " + settings.user() + " in " + settings.name() + ", "
                        + facts.searchPath() + ", names no schema that is there; run once, in that database: CREATE"
                        + " SCHEMA public;"
                : "the role " + settings.user() + " may not create tables in the schema " + schema + " of "
                        + settings.name() + "; its owner or a superuser has to run once, in that database: GRANT"
                        + " CREATE ON SCHEMA " + quoted(schema) + " TO " + quoted(settings.user()) + ";";
    }

    /** The identifier in SQL, quoted only where necessary. */
    private static String quoted(String name) {
        return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name + "\"";
    }
}
