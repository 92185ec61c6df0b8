package my.kilat.console.audit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import my.kilat.console.store.AuditLog.Act;
import my.kilat.console.upstream.Services;
import my.kilat.contract.catalogue.Component;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.security.Caller;
import my.kilat.platform.service.ServiceClient;
import my.kilat.platform.service.UnknownOutcomeException;

/**
 * Acts that another service carries out: by the operations that administrators have anyway, with their own token. So the service
 * that owns the row decides whether it may be done, and keeps who did it.
 */
public final class ServiceActs {
    private static final Duration TIMEOUT = Duration.ofSeconds(12);

    private final Services services;
    private final Acts acts;

    public ServiceActs(Services services, Acts acts) {
        this.services = services;
        this.acts = acts;
    }

    /**
     * Who asks.
     *
     * @param bearer their {@code Authorization}
     */
    public record Asker(Caller caller, String bearer) {
        /** Without what must not stand in a log. */
        @Override
        public String toString() {
            return "Asker[" + caller + "]";
        }
    }

    /**
     * Has a service do it.
     *
     * @param path of the operation
     * @return what came of it, in words
     */
    public String run(Asker by, Act act, Component service, String path, Object body) {
        return acts.run(
                by.caller,
                act,
                () -> done(
                        service,
                        services.client(service).change(path, Map.of("Authorization", by.bearer), body, TIMEOUT)));
    }

    /**
     * What came of an act.
     *
     * @param words for people
     * @param data of the answer of the service
     */
    public record Done(String words, JsonNode data) {
        /** Without the data, in which there may be what must not stand in a log. */
        @Override
        public String toString() {
            return "Done[" + words + "]";
        }
    }

    /**
     * Has a service do it by an operation that is offered to the console alone; this service has decided that the caller may.
     *
     * @param path of an operation of {@code internal.yaml}, which answers with a message
     * @return what came of it, in the service's words
     */
    public String runInternal(Caller by, Act act, Component service, String path, Object body) {
        return answerInternal(by, act, service, path, body).words();
    }

    /** As {@link #runInternal}, for an operation whose answer has more than a message. */
    public Done answerInternal(Caller by, Act act, Component service, String path, Object body) {
        AtomicReference<JsonNode> data = new AtomicReference<>(MissingNode.getInstance());
        String words = acts.run(by, act, () -> {
            ServiceClient.Answer answer = services.client(service).change(path, body, TIMEOUT);
            String done = done(service, answer);
            data.set(answer.json().path("data"));
            String message = data.get().path("message").asText();
            return message.isBlank() ? done : done + ": " + message;
        });
        return new Done(words, data.get());
    }

    private static String done(Component service, ServiceClient.Answer answer) throws UnknownOutcomeException {
        if (answer.status() != 200) {
            throw refusal(service, answer);
        }
        return "done";
    }

    /** A service that fails says nothing about how far it came. */
    private static Failure refusal(Component service, ServiceClient.Answer answer) throws UnknownOutcomeException {
        String name = "the " + service.shortName() + " service";
        if (answer.status() >= 500) {
            throw new UnknownOutcomeException(name + " answered with status " + answer.status());
        }
        String words = name + " refuses: " + error(answer);
        return switch (answer.status()) {
            case 400 -> new Failure.Invalid(words);
            case 401 -> new Failure.Unauthenticated(words);
            case 403 -> new Failure.NotAllowed(words);
            case 422 -> new Failure.Unprocessable(words);
            default -> new Failure.Conflict(words);
        };
    }

    private static String error(ServiceClient.Answer answer) {
        return answer.json().path("error").asText("status " + answer.status());
    }
}
