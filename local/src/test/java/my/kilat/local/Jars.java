package my.kilat.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;

/** Jars made by a test, from sources that it can vary. */
final class Jars {
    private Jars() {}

    /** Compiles a class and puts it into a jar, uncompressed: sources of the same length make jars of the same size. */
    static void compile(Path jar, String name, String source, Path... classPath) throws IOException {
        Path directory = Files.createTempDirectory("kilat-jar-");
        try {
            Path file = directory.resolve(name + ".java");
            Files.writeString(file, source);
            List<String> options = Stream.concat(
                            Stream.of("-proc:none", "-d", directory.toString(), "-cp"),
                            Stream.of(Stream.of(classPath).map(Path::toString).reduce("", (a, b) -> a + ":" + b)))
                    .toList();
            assertThat(ToolProvider.getSystemJavaCompiler()
                            .run(
                                    null,
                                    OutputStream.nullOutputStream(),
                                    null,
                                    Stream.concat(options.stream(), Stream.of(file.toString()))
                                            .toArray(String[]::new)))
                    .isZero();
            write(jar, name + ".class", Files.readAllBytes(directory.resolve(name + ".class")));
        } finally {
            Directories.delete(directory);
        }
    }

    private static void write(Path jar, String name, byte[] content) throws IOException {
        var sum = new CRC32();
        sum.update(content);
        var entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(LocalDateTime.of(2024, 1, 1, 0, 0));
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(entry);
            out.write(content);
            out.closeEntry();
        }
    }
}
