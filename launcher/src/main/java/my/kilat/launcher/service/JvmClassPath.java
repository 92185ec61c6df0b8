package my.kilat.launcher.service;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;

/**
 * The class path of the services' JVMs, with the libraries before our own jars, and what such JVMs learnt of the
 * libraries in a rehearsal. That is true for these very libraries; a fingerprint says which.
 *
 * @param libraries the jars of others
 * @param ours our own, which change with every build
 * @param directory where the cache is kept
 */
public record JvmClassPath(List<String> libraries, List<String> ours, Path directory) {
    private static final String BOOT = "boot.jar";
    private static final String CACHE = "services.aot";
    private static final String FINGERPRINT = "fingerprint";

    public JvmClassPath {
        libraries = List.copyOf(libraries);
        ours = List.copyOf(ours);
    }

    /**
     * That of this JVM.
     *
     * @param home the source tree
     */
    public static JvmClassPath ofThisJvm(Path home) {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator, -1));
        // Ours are built here: snapshots, or in tests directories of classes.
        Predicate<String> built = entry -> entry.endsWith("-SNAPSHOT.jar") || !entry.endsWith(".jar");
        return new JvmClassPath(
                all.stream().filter(built.negate()).toList(),
                all.stream().filter(built).toList(),
                home.resolve("launcher/target/quick"));
    }

    /** Where the cache is, or would be. */
    public Path cache() {
        return directory.resolve(CACHE);
    }

    /** Whether there is a cache for these libraries, or an attempt at one has failed. */
    public boolean isRehearsed() {
        try {
            return Files.readString(directory.resolve(FINGERPRINT)).equals(fingerprint());
        } catch (IOException none) {
            return false;
        }
    }

    /** Notes that a rehearsal with these libraries has been held, whether it brought a cache or not. */
    public void rehearsed() {
        try {
            Files.writeString(directory.resolve(FINGERPRINT), fingerprint());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For running: the libraries, then ours. */
    String forRunning() {
        var entries = new ArrayList<String>();
        if (Files.exists(boot())) {
            entries.add(boot().toString());
        }
        entries.addAll(libraries);
        entries.addAll(ours);
        return String.join(File.pathSeparator, entries);
    }

    /** For a rehearsal: the libraries, with nothing of ours but {@link Boot}. */
    String forRehearsing() {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(cache());
            makeBootJar();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return boot() + File.pathSeparator + String.join(File.pathSeparator, libraries);
    }

    private Path boot() {
        return directory.resolve(BOOT);
    }

    private void makeBootJar() throws IOException {
        String entry = Boot.class.getName().replace('.', '/') + ".class";
        try (InputStream code = Boot.class.getResourceAsStream("Boot.class");
                var jar = new JarOutputStream(Files.newOutputStream(boot()))) {
            if (code == null) {
                throw new IOException(entry + " is not on the class path");
            }
            jar.putNextEntry(new JarEntry(entry));
            code.transferTo(jar);
            jar.closeEntry();
        }
    }

    private String fingerprint() {
        var sum = new CRC32();
        sum.update((Runtime.version() + System.getProperty("java.home")).getBytes(StandardCharsets.UTF_8));
        for (String library : libraries) {
            var file = new File(library);
            sum.update((library + file.length() + file.lastModified()).getBytes(StandardCharsets.UTF_8));
        }
        return Long.toHexString(sum.getValue());
    }
}
