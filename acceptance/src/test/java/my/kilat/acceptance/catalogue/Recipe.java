package my.kilat.acceptance.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instructions of a section of a Markdown page. A fenced block whose first line names a file is the whole of a new file,
 * or with {@code diff}, a change: its lines with {@code -} and blank give what is there, those with {@code +} and blank
 * what is there afterwards; {@code @@} separates the changes of one file. The word {@code all} after the file means that the
 * change is made wherever it fits.
 */
final class Recipe {
    private static final Pattern BLOCK =
            Pattern.compile("^( *)```(\\w+) (\\S+)( all)?\\n(.*?)^ *```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern HUNKS = Pattern.compile("^@@\\n", Pattern.MULTILINE);

    private final String section;

    private Recipe(String section) {
        this.section = section;
    }

    /** The section of a page under this heading. */
    static Recipe of(Path page, String heading) throws IOException {
        String text = Files.readString(page);
        int begin = text.indexOf("\n## " + heading + "\n");
        if (begin < 0) {
            throw new IllegalArgumentException("no section \"" + heading + "\" in " + page);
        }
        int end = text.indexOf("\n## ", begin + 1);
        return new Recipe(text.substring(begin, end < 0 ? text.length() : end));
    }

    /** Does to a source tree what it says. */
    void follow(Path tree) throws IOException {
        Matcher block = BLOCK.matcher(section);
        while (block.find()) {
            String content = unindented(block.group(5), block.group(1).length());
            Path file = tree.resolve(block.group(3));
            if (block.group(2).equals("diff")) {
                change(file, content, block.group(4) != null);
            } else {
                Files.createDirectories(file.getParent());
                Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
            }
        }
    }

    private static String unindented(String text, int by) {
        StringBuilder lines = new StringBuilder();
        text.lines()
                .forEach(line -> lines.append(line.substring(Math.min(by, line.length())))
                        .append('\n'));
        return lines.toString();
    }

    private static void change(Path file, String diff, boolean everywhere) throws IOException {
        String text = "\n" + Files.readString(file);
        for (String hunk : HUNKS.split(diff)) {
            String before = side(hunk, '-');
            String after = side(hunk, '+');
            int first = text.indexOf(before);
            if (first < 0 || (!everywhere && text.indexOf(before, first + 1) >= 0)) {
                throw new IllegalArgumentException(file + " does not have, exactly once:" + before);
            }
            text = text.replace(before, after);
        }
        Files.writeString(file, text.substring(1));
    }

    private static String side(String hunk, char marker) {
        List<String> lines = new ArrayList<>();
        hunk.lines()
                .filter(line -> line.isEmpty() || line.charAt(0) == ' ' || line.charAt(0) == marker)
                .forEach(line -> lines.add(line.isEmpty() ? "" : line.substring(1)));
        return "\n" + String.join("\n", lines) + "\n";
    }
}
