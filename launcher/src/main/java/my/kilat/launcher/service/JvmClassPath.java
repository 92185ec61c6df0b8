package my.kilat.launcher.service;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import my.kilat.local.AotCache;

/**
 * The class path of the services' JVMs: the libraries, then our own jars. Their AOT cache holds the libraries alone, so that
 * it stays valid when our own jars are rebuilt, and no class of ours can ever come from it.
 *
 * @param libraries third-party jars
 * @param ours our own jars, which change with every build
 * @param directory of the cache
 */
public record JvmClassPath(List<String> libraries, List<String> ours, Path directory) {
    private static final String BOOT = "boot.jar";
    private static final String CACHE = "services";

    public JvmClassPath {
        libraries = List.copyOf(libraries);
        ours = List.copyOf(ours);
    }

    /**
     * The class path of this JVM.
     *
     * @param home the source tree
     */
    public static JvmClassPath ofThisJvm(Path home) {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        // Our own entries are built here: snapshots or, in tests, directories of classes.
        Predicate<String> built = entry -> entry.endsWith("-SNAPSHOT.jar") || !entry.endsWith(".jar");
        return new JvmClassPath(
                all.stream().filter(built.negate()).toList(),
                all.stream().filter(built).toList(),
                home.resolve("launcher/target/quick"));
    }

    /** Whether there is a build beside which a cache can be stored. In tests, whose libraries are elsewhere, there is none. */
    public boolean isCacheable() {
        Path build = directory.resolveSibling("lib");
        return Files.isWritable(build)
                && libraries.stream().allMatch(library -> Path.of(library).startsWith(build));
    }

    /** The cache for the current libraries. */
    public AotCache cache() {
        makeBootJar();
        return AotCache.of(directory, CACHE, forTraining(), JvmFlags.ofCache());
    }

    /** The libraries, with nothing of ours but {@link Boot}. */
    List<String> forTraining() {
        var entries = new ArrayList<>(List.of(boot().toString()));
        entries.addAll(libraries);
        return entries;
    }

    /** The class path of the training, then our jars. */
    List<String> withCache() {
        List<String> entries = forTraining();
        entries.addAll(ours);
        return entries;
    }

    /** The libraries, then our jars. */
    List<String> withoutCache() {
        var entries = new ArrayList<>(libraries);
        entries.addAll(ours);
        return entries;
    }

    private Path boot() {
        return directory.resolve(BOOT);
    }

    /** Writes the jar if it is missing or outdated. The same class always yields the same bytes. */
    private void makeBootJar() {
        try {
            byte[] jar = bootJar();
            if (Files.exists(boot()) && Arrays.equals(Files.readAllBytes(boot()), jar)) {
                return;
            }
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(directory, BOOT, ".tmp");
            Files.write(draft, jar);
            Files.move(draft, boot(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bootJar() throws IOException {
        String name = Boot.class.getName().replace('.', '/') + ".class";
        var bytes = new ByteArrayOutputStream();
        try (InputStream code = Boot.class.getResourceAsStream("Boot.class");
                var jar = new JarOutputStream(bytes)) {
            if (code == null) {
                throw new IOException(name + " is not on the class path");
            }
            var entry = new JarEntry(name);
            entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0));
            jar.putNextEntry(entry);
            code.transferTo(jar);
            jar.closeEntry();
        }
        return bytes.toByteArray();
    }
}
