package my.kilat.platform.event;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Detects which protocol a broker speaks, on a connection of its own and before any client is created: a client with
 * another protocol only learns that its requests time out, and a client without TLS reads the first bytes of a TLS server
 * as the length of a response of hundreds of megabytes.
 *
 * <p>It sends one request, a SaslHandshake. A broker answers it whether or not it requires authentication, and the answer
 * tells which. Nothing secret is sent, so the certificate need not be trusted here; the clients verify it.
 */
final class BrokerProbe {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final short SASL_HANDSHAKE = 17;
    private static final short VERSION = 1;
    private static final int CORRELATION = 0x6b696c61;
    private static final short ILLEGAL_SASL_STATE = 34;
    private static final int LARGEST_ANSWER = 64 << 10;
    private static final int TLS_ALERT = 0x15;

    private BrokerProbe() {}

    /** The result of probing an address. */
    sealed interface Finding {
        /** The connection is refused, or what answers is not a broker. */
        record Away(boolean isConnected, String why) implements Finding {}

        /**
         * A broker.
         *
         * @param tls whether it speaks TLS
         * @param mechanisms the SASL mechanisms that it offers, none if it requires no authentication; empty if they could
         *     not be determined, because a client certificate is required first
         */
        record Speaks(boolean tls, Optional<List<String>> mechanisms) implements Finding {}
    }

    /**
     * Probes one address.
     *
     * @param expectTls which protocol to try first
     */
    static Finding ask(String host, int port, boolean expectTls) {
        Finding first = attempt(host, port, expectTls);
        boolean isClear = switch (first) {
            case Finding.Away(boolean isConnected, String _) -> !isConnected;
            case Finding.Speaks(boolean tls, Optional<List<String>> _) -> tls == expectTls;
        };
        if (isClear) {
            return first;
        }
        Finding second = attempt(host, port, !expectTls);
        return second instanceof Finding.Speaks ? second : first;
    }

    private static Finding attempt(String host, int port, boolean tls) {
        boolean connected = false;
        try (Socket plain = new Socket()) {
            plain.setSoTimeout((int) TIMEOUT.toMillis());
            plain.connect(new InetSocketAddress(host, port), (int) TIMEOUT.toMillis());
            connected = true;
            return tls ? byTls(plain, host, port) : inTheClear(plain);
        } catch (IOException e) {
            return new Finding.Away(connected, words(e));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM knows no TLS", e);
        }
    }

    private static Finding inTheClear(Socket socket) throws IOException {
        Answer answer = handshake(socket);
        return answer.isTls
                ? new Finding.Speaks(true, Optional.empty())
                : new Finding.Speaks(false, Optional.of(answer.mechanisms));
    }

    private static Finding byTls(Socket plain, String host, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Unchecked()}, null);
        boolean greeted = false;
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
            socket.startHandshake();
            greeted = true;
            return new Finding.Speaks(true, Optional.of(handshake(socket).mechanisms));
        } catch (SSLException e) {
            // An alert proves that the other side speaks TLS; it may require a certificate of the client.
            if (greeted || String.valueOf(e.getMessage()).contains("alert")) {
                return new Finding.Speaks(true, Optional.empty());
            }
            throw e;
        } catch (IOException e) {
            if (greeted) {
                return new Finding.Speaks(true, Optional.empty());
            }
            throw e;
        }
    }

    private record Answer(boolean isTls, List<String> mechanisms) {}

    private static Answer handshake(Socket socket) throws IOException {
        byte[] client = "kilat".getBytes(StandardCharsets.US_ASCII);
        byte[] mechanism = "PLAIN".getBytes(StandardCharsets.US_ASCII);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.writeInt(2 + 2 + 4 + 2 + client.length + 2 + mechanism.length);
        out.writeShort(SASL_HANDSHAKE);
        out.writeShort(VERSION);
        out.writeInt(CORRELATION);
        out.writeShort(client.length);
        out.write(client);
        out.writeShort(mechanism.length);
        out.write(mechanism);
        out.flush();
        return read(new DataInputStream(socket.getInputStream()));
    }

    private static Answer read(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length >>> 24 == TLS_ALERT) {
            return new Answer(true, List.of());
        }
        if (length < 4 || length > LARGEST_ANSWER || in.readInt() != CORRELATION) {
            throw new IOException("what answers there is not a Kafka broker");
        }
        short error = in.readShort();
        List<String> mechanisms = new ArrayList<>();
        int count = error == ILLEGAL_SASL_STATE ? 0 : Math.min(in.readInt(), 100);
        for (int i = 0; i < count; i++) {
            byte[] word = new byte[Math.max(0, in.readShort())];
            in.readFully(word);
            mechanisms.add(new String(word, StandardCharsets.UTF_8));
        }
        return new Answer(false, mechanisms);
    }

    private static String words(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Accepts any certificate: the probe only finds out the protocol and sends nothing secret. */
    private static final class Unchecked extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
