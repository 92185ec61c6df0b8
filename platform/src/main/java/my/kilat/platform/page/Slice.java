package my.kilat.platform.page;

import java.util.List;

/**
 * A page of a list, as it was read.
 *
 * @param rows of this page, in the order of the list
 * @param total how many rows the whole list has, {@link PageRequest#REACH} at most
 */
public record Slice<T>(List<T> rows, long total) {}
