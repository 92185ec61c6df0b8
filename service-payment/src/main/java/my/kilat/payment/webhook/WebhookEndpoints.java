package my.kilat.payment.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import my.kilat.payment.domain.Webhooks;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The endpoint for webhooks. The response to a refused delivery does not disclose the reason. */
public final class WebhookEndpoints implements Endpoints {
    private final String provider;
    private final Optional<Webhooks> reader;
    private final ReceivedWebhooks received;
    private final MeterRegistry meters;

    /** @param reader of the chosen provider; empty if it has no webhooks, and then the path does not exist */
    public WebhookEndpoints(
            String provider, Optional<Webhooks> reader, ReceivedWebhooks received, MeterRegistry meters) {
        this.provider = provider;
        this.reader = reader;
        this.received = received;
        this.meters = meters;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("receiveWebhook", this::receive);
    }

    private Reply receive(Call call) {
        String named = call.pathText("provider");
        Webhooks webhooks =
                reader.filter(_ -> named.equals(provider)).orElseThrow(() -> new Failure.NotFound("Webhook", named));
        Webhooks.Delivery delivery = new Webhooks.Delivery(headers(call, webhooks), call.rawBody());
        ReceivedWebhooks.Receipt receipt = received.take(provider, webhooks, delivery);
        count(receipt);
        return switch (receipt) {
            case REFUSED -> throw new Failure.Invalid("the delivery was not accepted");
            case UNKNOWN -> answer(202, webhooks);
            case IRRELEVANT, DUPLICATE, UNCHANGED, CHANGED -> answer(200, webhooks);
        };
    }

    private void count(ReceivedWebhooks.Receipt receipt) {
        meters.counter("kilat.payment.webhooks", "receipt", receipt.name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static Reply answer(int status, Webhooks webhooks) {
        return Reply.raw(
                status, "text/plain; charset=utf-8", webhooks.acknowledgement().getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> headers(Call call, Webhooks webhooks) {
        Map<String, String> headers = new HashMap<>();
        webhooks.headers().forEach(name -> call.header(name).ifPresent(value -> headers.put(name, value)));
        return headers;
    }
}
