package my.kilat.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * A certificate authority for tests, with certificates that it signed and one that it did not, created by the JDK's keytool.
 * The broker's is valid for 127.0.0.1 and for no name.
 */
public final class TestCertificates {
    /** The password of every store. */
    public static final String PASSWORD = "changeit";

    private static final String CA = "ca";
    private static final String BROKER = "broker";
    private static final String CLIENT = "client";
    private static final String STRANGER = "stranger";

    private final Path directory;

    private TestCertificates(Path directory) {
        this.directory = directory;
    }

    /** Creates the authority and the certificates. */
    public static TestCertificates make(Path directory) {
        try {
            Files.createDirectories(directory);
            TestCertificates made = new TestCertificates(directory);
            made.generate(CA, "-ext", "bc:c");
            made.generate(BROKER, "-signer", CA, "-ext", "san=ip:127.0.0.1");
            made.generate(CLIENT, "-signer", CA);
            made.generate(STRANGER, "-ext", "bc:c");
            made.write();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path all() {
        return directory.resolve("all.p12");
    }

    private void generate(String name, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                all().toString(),
                "-storepass",
                PASSWORD));
        command.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool: " + said);
        }
    }

    private void write() throws IOException, GeneralSecurityException {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(all())) {
            all.load(in, PASSWORD.toCharArray());
        }
        for (String name : List.of(CA, BROKER, CLIENT, STRANGER)) {
            StringBuilder chain = new StringBuilder();
            for (Certificate certificate : all.getCertificateChain(name)) {
                chain.append(pem("CERTIFICATE", certificate.getEncoded()));
            }
            Files.writeString(certificate(name), chain);
            Files.writeString(
                    key(name),
                    pem("PRIVATE KEY", all.getKey(name, PASSWORD.toCharArray()).getEncoded()));
        }
        KeyStore broker = KeyStore.getInstance("PKCS12");
        broker.load(null, null);
        Key key = all.getKey(BROKER, PASSWORD.toCharArray());
        broker.setKeyEntry(BROKER, key, PASSWORD.toCharArray(), all.getCertificateChain(BROKER));
        store(broker, brokerStore());
        KeyStore trust = KeyStore.getInstance("PKCS12");
        trust.load(null, null);
        trust.setCertificateEntry(CA, all.getCertificate(CA));
        store(trust, trustStore());
    }

    private static void store(KeyStore store, Path file) throws IOException, GeneralSecurityException {
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        }
    }

    private static String pem(String type, byte[] bytes) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + type + "-----\n";
    }

    private Path certificate(String name) {
        return directory.resolve(name + ".pem");
    }

    private Path key(String name) {
        return directory.resolve(name + ".key");
    }

    /** The authority's certificate, PEM. */
    public Path authority() {
        return certificate(CA);
    }

    /** The authority's certificate as a store, PKCS#12. */
    public Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /** A certificate that nobody trusts, PEM. */
    public Path stranger() {
        return certificate(STRANGER);
    }

    /** The private key of {@link #stranger}. */
    public Path strangerKey() {
        return key(STRANGER);
    }

    /** A client's certificate with its chain, PEM. */
    public Path client() {
        return certificate(CLIENT);
    }

    /** Its private key, PKCS#8 in PEM. */
    public Path clientKey() {
        return key(CLIENT);
    }

    Path brokerStore() {
        return directory.resolve("broker.p12");
    }
}
