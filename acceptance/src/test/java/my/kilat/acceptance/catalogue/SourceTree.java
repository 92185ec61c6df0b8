package my.kilat.acceptance.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import my.kilat.local.KilatHome;

/**
 * A copy of the source tree, for a test that changes it.
 *
 * @param root where it is
 */
record SourceTree(Path root) {
    private static final Set<String> NOT_SOURCES = Set.of(".git", "target", ".kilat", "node_modules");

    /** Copies the source tree to there. */
    static SourceTree copy(Path root) throws IOException {
        copy(KilatHome.find(), root);
        return new SourceTree(root);
    }

    static void copy(Path from, Path to) throws IOException {
        for (Path file : files(from)) {
            Path copy = to.resolve(from.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Where a file of it is. */
    Path path(String file) {
        return root.resolve(file);
    }

    /** Its files that are new, or not as they were when it was copied. */
    Set<String> changed() throws IOException {
        Path original = KilatHome.find();
        Set<String> changed = new TreeSet<>();
        for (Path file : files(root)) {
            Path relative = root.relativize(file);
            Path before = original.resolve(relative);
            if (!Files.exists(before) || Files.mismatch(file, before) >= 0) {
                changed.add(relative.toString());
            }
        }
        return changed;
    }

    private static List<Path> files(Path directory) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> children = Files.list(directory)) {
            for (Path child : children.toList()) {
                if (NOT_SOURCES.contains(String.valueOf(child.getFileName()))) {
                    continue;
                }
                if (Files.isDirectory(child)) {
                    files.addAll(files(child));
                } else if (Files.isRegularFile(child)) {
                    files.add(child);
                }
            }
        }
        return files;
    }
}
