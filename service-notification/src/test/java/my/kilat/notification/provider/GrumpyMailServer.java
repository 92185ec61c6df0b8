package my.kilat.notification.provider;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server with moods, told by the first word of an address: {@code unknown} is refused for good, {@code full} for now,
 * for {@code stranger} it wants a password, at {@code closing} it says that it is closing, at {@code hangup} it hangs up, and a
 * sender {@code nobody} it refuses.
 */
final class GrumpyMailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> accepted = new CopyOnWriteArrayList<>();

    GrumpyMailServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Whose mail it took. */
    List<String> accepted() {
        return accepted;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.ofVirtual().start(() -> talk(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void talk(Socket client) {
        try (client;
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
                PrintWriter out = new PrintWriter(client.getOutputStream(), true, StandardCharsets.UTF_8)) {
            out.print("220 grumpy\r\n");
            out.flush();
            String recipient = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = "250 well";
                if (line.startsWith("RCPT TO:")) {
                    recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    answer = switch (recipient.replaceAll("@.*", "")) {
                        case "unknown" -> "550 5.1.1 no such user";
                        case "binary" -> "550 5.1.1 no such\0user";
                        case "full" -> "452 4.2.2 mailbox full";
                        case "stranger" -> "530 5.7.0 authentication required";
                        case "closing" -> "421 4.3.2 closing";
                        default -> answer;
                    };
                    if (recipient.startsWith("hangup")) {
                        return;
                    }
                } else if (line.startsWith("MAIL FROM:<nobody")) {
                    answer = "550 5.7.1 you may not send here";
                } else if (line.equals("DATA")) {
                    out.print("354 go on\r\n");
                    out.flush();
                    for (String text = in.readLine(); text != null && !text.equals("."); ) {
                        text = in.readLine();
                    }
                    accepted.add(recipient);
                } else if (line.equals("QUIT")) {
                    answer = "221 at last";
                }
                out.print(answer + "\r\n");
                out.flush();
            }
        } catch (IOException e) {
            // whoever was calling is gone
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
