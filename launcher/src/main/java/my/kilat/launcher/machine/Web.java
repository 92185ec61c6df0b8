package my.kilat.launcher.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** HTTP requests to services of this machine. It uses the JDK's old client, which starts at once and needs no threads. */
public final class Web {
    private Web() {}

    /** A response. */
    public record Answer(int status, String body) {
        public boolean ok() {
            return status == HttpURLConnection.HTTP_OK;
        }
    }

    /** Gets a URL; empty without a response in time. */
    public static Optional<Answer> get(String url, Duration patience) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout((int) patience.toMillis());
            connection.setReadTimeout((int) patience.toMillis());
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return Optional.of(new Answer(status, text(body)));
            }
        } catch (IOException | UncheckedIOException nobody) {
            return Optional.empty();
        }
    }

    private static String text(@Nullable InputStream body) throws IOException {
        return body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
}
