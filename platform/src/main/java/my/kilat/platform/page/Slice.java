package my.kilat.platform.page;

import java.util.List;

/**
 * A page of a list.
 *
 * @param rows of this page, in the order of the list
 * @param total rows in the whole list, {@link PageRequest#REACH} at most
 */
public record Slice<T>(List<T> rows, long total) {}
