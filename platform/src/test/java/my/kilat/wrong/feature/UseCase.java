package my.kilat.wrong.feature;

import my.kilat.platform.database.Sql;
import my.kilat.platform.http.Call;

/** A use case that sees a request and has SQL. */
public record UseCase(Call call, Sql statement) {}
