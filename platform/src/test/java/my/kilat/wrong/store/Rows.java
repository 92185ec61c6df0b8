package my.kilat.wrong.store;

import my.kilat.platform.database.Sql;
import my.kilat.wrong.there.There;

/** A store that may have SQL, and knows a feature. */
public record Rows(Sql statement, There there) {}
