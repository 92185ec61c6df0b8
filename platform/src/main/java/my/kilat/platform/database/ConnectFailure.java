package my.kilat.platform.database;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.GT;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * The reason why a connection could not be opened, for a person.
 *
 * @param sentence the fault and its remedy
 * @param heals whether the fault may pass without intervention
 */
record ConnectFailure(String sentence, boolean heals) {

    /** Describes a failure to connect to this server. */
    static ConnectFailure of(DatabaseSettings settings, ServerAddress server, SQLException failure) {
        return new Explainer(settings, server.toString(), failure).explain();
    }

    /** Describes a failure to connect to any of the servers. */
    static ConnectFailure of(DatabaseSettings settings, SQLException failure) {
        return new Explainer(settings, settings.addresses(), failure).explain();
    }

    /** The server is a standby, or is configured to be read-only. */
    static ConnectFailure readOnly(DatabaseSettings settings) {
        return new ConnectFailure(
                "PostgreSQL at " + settings.addresses()
                        + " takes no changes: it is a standby, or read-only; DB_HOST has to name the primary, or all"
                        + " servers of which one is",
                true);
    }

    private record Explainer(DatabaseSettings settings, String address, SQLException failure) {
        private static ConnectFailure lasting(String sentence) {
            return new ConnectFailure(sentence, false);
        }

        private static ConnectFailure passing(String sentence) {
            return new ConnectFailure(sentence, true);
        }

        ConnectFailure explain() {
            String said = serverMessage();
            return said == null ? ofDriver() : ofServer(SqlStates.of(failure).orElse(""), said);
        }

        /** The message of the server, or of a pooler in front of it; null if it sent none. */
        private @Nullable String serverMessage() {
            return cause(PSQLException.class)
                    .map(PSQLException::getServerErrorMessage)
                    .map(ServerErrorMessage::getMessage)
                    .orElse(null);
        }

        private ConnectFailure ofServer(String state, String said) {
            String words = said.toLowerCase(Locale.ROOT);
            if (words.contains("startup parameter") || words.contains("command-line options")) {
                return lasting(PoolerDetection.sentence(settings, "it refuses start-up parameters (" + said + ")"));
            }
            return switch (state) {
                case "3D000" ->
                    lasting("the database " + settings.name() + " does not exist on " + address
                            + "; infrastructure/infra/init-databases.sql creates it");
                case "28P01" -> lasting("the database at " + settings + " refuses DB_USER / DB_PASSWORD: " + said);
                case "28000" ->
                    lasting("the database at " + settings + " refuses DB_USER / DB_PASSWORD: " + said
                            + (words.contains("no encryption")
                                    ? "; it may want encryption: DB_SSLMODE=require, or verify-full"
                                    : ""));
                case "42501" ->
                    lasting("the role " + settings.user() + " may not connect to " + settings.name() + " at " + address
                            + "; a superuser has to run: GRANT CONNECT ON DATABASE " + settings.name() + " TO "
                            + settings.user() + ";");
                case "08P01" -> ofPooler(said, words);
                default -> passing("PostgreSQL at " + address + " takes no connection: " + said);
            };
        }

        /** A pooler uses this one SQLSTATE for all its errors. */
        private ConnectFailure ofPooler(String said, String words) {
            String sentence = "the pooler at " + address + " takes no connection to " + settings.name() + " as "
                    + settings.user() + ": " + said;
            if (words.contains("auth") || words.contains("password") || words.contains("no such user")) {
                return lasting(sentence + "; check DB_USER and DB_PASSWORD, and the users that the pooler knows");
            }
            return words.contains("no such database") || words.contains("ssl") ? lasting(sentence) : passing(sentence);
        }

        private ConnectFailure ofDriver() {
            if (cause(CertificateException.class).isPresent()
                    || cause(CertPathBuilderException.class).isPresent()) {
                return lasting(ofCertificate());
            }
            Optional<SSLException> tls = cause(SSLException.class);
            if (tls.isPresent() && cause(EOFException.class).isEmpty()) {
                return lasting("PostgreSQL at " + address + " and we cannot agree on TLS: "
                        + tls.get().getMessage()
                        + (settings.tls().certificate() == null
                                ? ""
                                : "; see whether it accepts the certificate of DB_SSLCERT"));
            }
            String message = String.valueOf(failure.getMessage());
            if (message.equals(GT.tr("The server does not support SSL."))) {
                return lasting("PostgreSQL at " + address + " speaks no TLS, which DB_SSLMODE="
                        + settings.tls().mode().word() + " demands; switch it on there (ssl = on), or set"
                        + " DB_SSLMODE=disable");
            }
            String state = SqlStates.of(failure).orElse("");
            if (message.startsWith(beginningOf("The hostname {0} could not be verified by hostnameverifier {1}."))) {
                return lasting("the certificate of PostgreSQL at " + address + " is for another name than DB_HOST;"
                        + " set DB_HOST to the name in the certificate, or DB_SSLMODE=verify-ca");
            }
            if (state.equals("08P01") && failure.getCause() == null) {
                return lasting("what answers at " + address + " is not PostgreSQL; check DB_HOST and DB_PORT");
            }
            if (cause(IOException.class).isEmpty()) {
                // Not the network, then: a file that cannot be used, or an authentication method that the driver does
                // not
                // support.
                return lasting("the connection to PostgreSQL at " + address + " cannot be set up: " + message);
            }
            return passing("the database at " + settings + " cannot be reached: " + network()
                    + "; check DB_HOST and DB_PORT, and that it runs");
        }

        /** The driver's messages are localised by the JVM; the text before the first value is enough to identify one. */
        private static String beginningOf(String message) {
            return GT.tr(message, "\u0001", "\u0001").split("\u0001", 2)[0];
        }

        private String ofCertificate() {
            String advice;
            if (cause(CertificateExpiredException.class).isPresent()) {
                advice = "it has expired";
            } else if (settings.tls().rootCertificate() == null) {
                advice = "set DB_SSLROOTCERT to the file with the certificate that it is signed by";
            } else {
                advice = "it is not signed by a certificate in DB_SSLROOTCERT, "
                        + settings.tls().rootCertificate();
            }
            return "the certificate of PostgreSQL at " + address + " is not trusted (DB_SSLMODE="
                    + settings.tls().mode().word() + "): " + advice;
        }

        private String network() {
            if (cause(UnknownHostException.class).isPresent()) {
                return "there is no host of that name";
            }
            if (cause(ConnectException.class).isPresent()) {
                return "the connection is refused";
            }
            if (cause(SocketTimeoutException.class).isEmpty()) {
                return String.valueOf(failure.getMessage()).replaceFirst("[.\\s]+$", "");
            }
            return settings.pooled()
                    ? "it does not answer, or the pooler cannot log in to PostgreSQL, of which its own log tells"
                    : "it does not answer";
        }

        private <E extends Throwable> Optional<E> cause(Class<E> type) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (type.isInstance(cause)) {
                    return Optional.of(type.cast(cause));
                }
            }
            return Optional.empty();
        }
    }
}
