package my.kilat.platform.settings;

import org.jspecify.annotations.Nullable;

/**
 * A setting in force.
 *
 * @param name of the variable
 * @param value as it would be written in the variable; missing if there is none, or it is not told
 * @param source {@code environment}, {@code default}, or {@code unset} if it is neither set nor has a default
 * @param hidden whether there is a value that is not told
 */
public record Setting(String name, @Nullable String value, String source, boolean hidden) {}
