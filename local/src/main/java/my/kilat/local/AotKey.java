package my.kilat.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/**
 * Everything that an AOT cache depends on: the JVM, its flags, and the jars of the class path, each with its position, path
 * and content. Keys with the same hash are equal.
 *
 * <p>Size and time of a jar are not enough: a build can change the code with both unchanged. The content is identified by two
 * checksums, for which the JVM has instructions at every level of compilation: 95 MB take 0.09 s. SHA-256 of the same takes
 * 2.6 s in a JVM that has just started, and would add no protection, because anybody who can write the jars can also write the
 * cache.
 *
 * @param jars the class path of the training
 * @param flags the flags that the JVMs of training and use have in common
 * @param hash of all that, in hexadecimal
 */
record AotKey(List<String> jars, List<String> flags, String hash) {
    private static final int BUFFER = 1 << 16;
    private static final int HASH_BYTES = 16;

    AotKey {
        jars = List.copyOf(jars);
        flags = List.copyOf(flags);
    }

    /**
     * The current key.
     *
     * @throws UncheckedIOException if a jar cannot be read
     */
    static AotKey of(List<String> jars, List<String> flags) {
        return new AotKey(jars, flags, hashOf(jars, flags));
    }

    String classPath() {
        return String.join(File.pathSeparator, jars);
    }

    /** Whether nothing has changed since the key was computed. */
    boolean stillHolds() {
        return hash.equals(hashOf(jars, flags));
    }

    private static String hashOf(List<String> jars, List<String> flags) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String property : List.of("java.vm.name", "java.vm.vendor", "java.vm.version", "os.arch")) {
                add(digest, String.valueOf(System.getProperty(property)));
            }
            Path jdk = Path.of(System.getProperty("java.home"));
            add(digest, jdk.toString());
            Path release = jdk.resolve("release");
            add(digest, Files.exists(release) ? Files.readString(release) : "");
            add(digest, Integer.toString(flags.size()));
            flags.forEach(flag -> add(digest, flag));
            for (String jar : jars) {
                add(digest, jar);
                add(digest, content(Path.of(jar)));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Terminates each text, so that no two sequences of texts are encoded alike. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static String content(Path jar) throws IOException {
        var one = new CRC32();
        var other = new CRC32C();
        long length = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream bytes = Files.newInputStream(jar)) {
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                one.update(buffer, 0, read);
                other.update(buffer, 0, read);
                length += read;
            }
        }
        return length + " " + one.getValue() + " " + other.getValue();
    }
}
