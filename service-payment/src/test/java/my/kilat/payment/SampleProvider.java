package my.kilat.payment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import my.kilat.payment.domain.Answer;
import my.kilat.payment.domain.Charge;
import my.kilat.payment.domain.PayerAction;
import my.kilat.payment.domain.Provider;
import my.kilat.payment.domain.Webhooks;
import my.kilat.payment.provider.ProviderContext;
import my.kilat.payment.provider.ProviderSettings;
import my.kilat.platform.json.Json;
import my.kilat.platform.settings.Environment;

/** A provider with a page for payers and signed webhooks, as a real one would be written. */
final class SampleProvider implements Provider, Webhooks {
    static final String SIGNATURE = "sample-signature";

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final Pattern SIGNED = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");
    private static final Answer.Silence SILENCE = new Answer.Silence("no answer in time");

    private final ProviderContext context;
    private final String url;
    private final String secret;

    private SampleProvider(ProviderContext context, String url, String secret) {
        this.context = context;
        this.url = url;
        this.secret = secret;
    }

    static ProviderSettings settings(Environment environment) {
        String url = environment.text("SAMPLE_URL");
        String secret = environment.text("SAMPLE_SECRET");
        return context -> new SampleProvider(context, url, secret);
    }

    @Override
    public void requireKnown(String method) {}

    @Override
    public Answer.ToAuthorise authorise(Charge charge) {
        return ask("POST", charge, "").map(SampleProvider::authorisation).orElse(SILENCE);
    }

    @Override
    public Optional<Answer.ToAuthorise> find(Charge charge) {
        Optional<HttpResponse<byte[]>> answer = send("GET", charge, "");
        if (answer.filter(response -> response.statusCode() == 404).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(answer.filter(response -> response.statusCode() == 200)
                .map(response -> authorisation(Json.tree(response.body())))
                .orElse(SILENCE));
    }

    private static Answer.ToAuthorise authorisation(JsonNode charge) {
        return switch (charge.path("status").asText()) {
            case "OPEN" ->
                new Answer.ActionRequired(new PayerAction(
                        charge.path("url").asText(),
                        Instant.parse(charge.path("until").asText())));
            case "AUTHORISED", "CAPTURED" -> new Answer.Authorised("sample");
            default -> new Answer.Declined("the payment was declined");
        };
    }

    @Override
    public Answer.ToCapture capture(Charge charge) {
        return ask("POST", charge, "/capture")
                .<Answer.ToCapture>map(answer -> answer.path("status").asText().equals("CAPTURED")
                        ? new Answer.Captured()
                        : new Answer.Gone("the hold has ended"))
                .orElse(SILENCE);
    }

    @Override
    public Answer.ToGiveBack giveBack(Charge charge) {
        return ask("POST", charge, "/void")
                .<Answer.ToGiveBack>map(_ -> new Answer.GivenBack())
                .orElse(SILENCE);
    }

    private Optional<JsonNode> ask(String method, Charge charge, String verb) {
        return send(method, charge, verb)
                .filter(response -> response.statusCode() == 200)
                .map(response -> Json.tree(response.body()));
    }

    private Optional<HttpResponse<byte[]>> send(String method, Charge charge, String verb) {
        byte[] body = Json.bytes(Map.of(
                "amount_cents", charge.amountCents(),
                "currency", charge.currency(),
                "return_url", context.returnUrl(charge),
                "webhook_url", context.webhookUrl()));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/charges/" + charge.key() + verb))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(context.timeout())
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            return Optional.of(context.http().send(request, HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    // ---- what it tells by itself

    @Override
    public Optional<Webhooks> webhooks() {
        return Optional.of(this);
    }

    @Override
    public List<String> headers() {
        return List.of(SIGNATURE);
    }

    @Override
    public String acknowledgement() {
        return "RECEIVED";
    }

    @Override
    public Report read(Delivery delivery, Instant now) {
        if (!isSigned(delivery, now)) {
            return new Report.Refused();
        }
        JsonNode event = Json.tree(delivery.body());
        String key = event.path("key").asText();
        return switch (event.path("type").asText()) {
            case "authorised" -> new Report.Changed(key, new Answer.Authorised("sample"));
            case "declined" -> new Report.Changed(key, new Answer.Declined("the payment was declined"));
            case "voided" -> new Report.Changed(key, new Answer.GivenBack());
            default -> new Report.Irrelevant();
        };
    }

    private boolean isSigned(Delivery delivery, Instant now) {
        Matcher header = SIGNED.matcher(delivery.headers().getOrDefault(SIGNATURE, ""));
        if (!header.matches()) {
            return false;
        }
        Instant at = Instant.ofEpochSecond(Long.parseLong(header.group(1)));
        byte[] right = SampleBank.signature(secret, at, delivery.body()).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(right, header.group().getBytes(StandardCharsets.US_ASCII))
                && Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0;
    }
}
