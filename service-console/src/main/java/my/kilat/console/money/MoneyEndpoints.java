package my.kilat.console.money;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import my.kilat.console.http.Filters;
import my.kilat.console.upstream.Services;
import my.kilat.console.upstream.Shared;
import my.kilat.contract.catalogue.Component;
import my.kilat.contract.internal.LedgerQuestion;
import my.kilat.contract.payment.LedgerKind;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/** The books as payment keeps them, and the search in its ledger. */
public final class MoneyEndpoints implements Endpoints {
    private static final Shared.Terms TERMS =
            new Shared.Terms("the payment service", Duration.ofSeconds(8), Duration.ofSeconds(2));

    private final Services services;
    private final Shared<JsonNode> books;

    /**
     * The books.
     *
     * @param threads on which is asked
     */
    public MoneyEndpoints(Services services, ExecutorService threads, InstantSource clock) {
        this.services = services;
        this.books = new Shared<>(
                () -> services.ask(Component.PAYMENT, "/internal/v1/payments/books"), TERMS, threads, clock);
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getMoney", _ -> Reply.ok(books.get())).on("findLedgerLines", this::search);
    }

    private Reply search(Call call) {
        return Reply.ok(services.ask(
                Component.PAYMENT,
                "/internal/v1/payments/ledger",
                new LedgerQuestion(
                        call.query("q").orElse(null),
                        Filters.word(call, "kind", LedgerKind.class),
                        Filters.cursor(call))));
    }
}
