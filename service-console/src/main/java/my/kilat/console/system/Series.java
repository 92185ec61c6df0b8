package my.kilat.console.system;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of one figure.
 *
 * @param values one for each reading; null when it is not known
 */
record Series(String name, List<@Nullable Double> values) {}
