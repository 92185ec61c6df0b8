package my.kilat.platform.event;

import java.security.cert.CertificateException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import my.kilat.platform.background.Fault;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Explains why a broker could not be used, in a sentence that names the setting to check. */
final class BrokerFault {
    private BrokerFault() {}

    /** Classifies an exception of a client. */
    static Fault of(Throwable thrown, KafkaSettings settings) {
        Throwable failure =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        String brokers = String.join(",", settings.brokers());
        for (Throwable link = failure; link != null; link = link.getCause()) {
            Optional<String> refusal = refusal(link, settings);
            if (refusal.isPresent()) {
                return new Fault(Fault.Cause.REFUSED, "the broker at " + brokers + " " + refusal.get());
            }
        }
        Fault fault = Fault.of(failure);
        return failure instanceof TimeoutException
                ? new Fault(Fault.Cause.AWAY, "the broker at " + brokers + " does not answer: " + failure.getMessage())
                : fault;
    }

    private static Optional<String> refusal(Throwable link, KafkaSettings settings) {
        return switch (link) {
            case SslAuthenticationException tls -> Optional.of(certificate(tls));
            case UnsupportedSaslMechanismException login ->
                Optional.of("does not take KAFKA_SASL_MECHANISM "
                        + settings.security().mechanism().orElse("") + ": " + login.getMessage());
            case IllegalSaslStateException _ ->
                Optional.of("wants another login than KAFKA_SECURITY_PROTOCOL " + settings.security() + " says");
            case SaslAuthenticationException login ->
                Optional.of("refuses KAFKA_SASL_USERNAME / KAFKA_SASL_PASSWORD: " + login.getMessage());
            case AuthorizationException right -> Optional.of("does not permit this: " + right.getMessage());
            default -> Optional.empty();
        };
    }

    private static String certificate(SslAuthenticationException failure) {
        String detail = "";
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof CertificateException || link instanceof SSLException) {
                detail = String.valueOf(link.getMessage());
            }
            if (link instanceof CertificateException) {
                break;
            }
        }
        if (detail.contains("subject alternative") || detail.contains("No name matching")) {
            return "shows a certificate for another name than KAFKA_BROKERS says: " + detail;
        }
        if (detail.contains("path building failed") || detail.contains("path validation failed")) {
            return "shows a certificate that nobody vouches for whom this process trusts; give the authority that signed it"
                    + " as KAFKA_SSL_CA: " + detail;
        }
        if (detail.contains("bad_certificate")
                || detail.contains("certificate_required")
                || detail.contains("certificate_unknown")) {
            return "does not accept the certificate of this client; look at KAFKA_SSL_CERT and KAFKA_SSL_KEY: "
                    + detail;
        }
        return "cannot be talked to by TLS: " + (detail.isEmpty() ? failure.getMessage() : detail);
    }

    /** Classifies the finding of a probe; empty if, as far as the probe could see, the broker speaks our protocol. */
    static Optional<Fault> of(BrokerProbe.Finding finding, String address, KafkaSecurity security) {
        return switch (finding) {
            case BrokerProbe.Finding.Away(boolean isConnected, String why) ->
                Optional.of(new Fault(
                        Fault.Cause.AWAY,
                        "the broker at " + address + (isConnected ? " does not answer: " : " cannot be reached: ")
                                + why));
            case BrokerProbe.Finding.Speaks(boolean tls, Optional<List<String>> mechanisms) ->
                protocolFault(tls, mechanisms, address, security);
        };
    }

    private static Optional<Fault> protocolFault(
            boolean tls, Optional<List<String>> mechanisms, String address, KafkaSecurity security) {
        KafkaSecurity.Protocol ours = security.protocol();
        boolean login = mechanisms.map(words -> !words.isEmpty()).orElse(ours.login());
        KafkaSecurity.Protocol theirs = KafkaSecurity.Protocol.of(tls, login);
        if (theirs == ours) {
            return mechanisms
                    .filter(words ->
                            login && !words.contains(security.mechanism().orElse("")))
                    .map(words -> refused("the broker at " + address + " takes logins by " + String.join(", ", words)
                            + ", and KAFKA_SASL_MECHANISM is "
                            + security.mechanism().orElse("")));
        }
        String spoken = (tls ? "speaks TLS" : "speaks no TLS")
                + mechanisms
                        .map(words -> words.isEmpty()
                                ? " and wants no login"
                                : " and wants a login by " + String.join(" or ", words))
                        .orElse("");
        return Optional.of(refused("the broker at " + address + " " + spoken + ", but KAFKA_SECURITY_PROTOCOL is "
                + ours + "; set it to " + (mechanisms.isEmpty() && tls ? "SSL or SASL_SSL" : theirs.name())));
    }

    private static Fault refused(String words) {
        return new Fault(Fault.Cause.REFUSED, words);
    }
}
