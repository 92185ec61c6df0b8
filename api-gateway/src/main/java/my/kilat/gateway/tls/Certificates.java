package my.kilat.gateway.tls;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.net.ssl.SSLException;
import my.kilat.platform.failure.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate in use. Its files are checked every few seconds; when they have changed, new connections get the new one.
 * Files that do not match, as in the middle of a replacement, are ignored.
 */
public final class Certificates implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final TlsSettings settings;
    private final Thread watching;
    private volatile SslContext context;
    private byte[] seen;

    /**
     * Reads the certificate.
     *
     * @throws StartException if it cannot be used
     */
    public Certificates(TlsSettings settings) {
        this.settings = settings;
        try {
            this.seen = fingerprint();
            this.context = read();
        } catch (IOException | IllegalArgumentException e) {
            throw new StartException(
                    "TLS_CERT and TLS_KEY cannot be used together: " + e.getMessage()
                            + "; the key has to be PKCS#8 in PEM and belong to the certificate",
                    e);
        }
        this.watching = Thread.ofVirtual().name("certificates").start(this::watch);
    }

    /** The TLS context of new connections. */
    public SslContext context() {
        return context;
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(settings.reload());
                reloadIfChanged();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void reloadIfChanged() {
        try {
            byte[] now = fingerprint();
            if (!Arrays.equals(now, seen)) {
                seen = now;
                context = read();
                LOG.info("a new certificate is in use, from {}", settings.certificate());
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the new certificate cannot be used yet, the old one stays: {}", e.getMessage());
        }
    }

    private byte[] fingerprint() throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(Files.readAllBytes(settings.certificate()));
            return digest.digest(Files.readAllBytes(settings.key()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private SslContext read() throws SSLException {
        return SslContextBuilder.forServer(
                        settings.certificate().toFile(), settings.key().toFile())
                .protocols("TLSv1.3", "TLSv1.2")
                .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2,
                        ApplicationProtocolNames.HTTP_1_1))
                .build();
    }

    @Override
    public void close() {
        watching.interrupt();
    }
}
