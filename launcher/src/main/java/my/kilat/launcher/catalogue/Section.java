package my.kilat.launcher.catalogue;

import java.util.List;
import my.kilat.launcher.LauncherException;

/**
 * The part of a file between two marker lines, {@code catalogue: <name>, …} and {@code catalogue: end}, each in a comment of
 * that file. The rest of the file is written by hand.
 *
 * @param file its path below the source tree
 * @param name of the section within that file
 * @param text its lines, each with its line end
 */
record Section(String file, String name, String text) {
    private static final String END = "catalogue: end";

    /**
     * The file's content with this section up to date.
     *
     * @throws LauncherException if the file has no such section
     */
    String in(String content) {
        List<String> lines = content.lines().toList();
        int begin = indexOf(lines, "catalogue: " + name + ",", 0);
        int end = indexOf(lines, END, begin);
        return String.join("\n", lines.subList(0, begin + 1))
                + "\n"
                + text
                + String.join("\n", lines.subList(end, lines.size()))
                + "\n";
    }

    private int indexOf(List<String> lines, String marker, int from) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).contains(marker)) {
                return i;
            }
        }
        throw new LauncherException("There is no line with \"" + marker + "\" in " + file + ".");
    }
}
