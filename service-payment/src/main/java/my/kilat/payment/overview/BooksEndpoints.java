package my.kilat.payment.overview;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import my.kilat.contract.event.WithFraction;
import my.kilat.contract.internal.LedgerQuestion;
import my.kilat.payment.domain.Account;
import my.kilat.payment.ledger.LedgerWatch;
import my.kilat.payment.settlement.Timing;
import my.kilat.payment.store.Books;
import my.kilat.payment.store.LedgerReport;
import my.kilat.payment.store.LedgerSearch;
import my.kilat.payment.store.LedgerSearch.Line;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;
import my.kilat.platform.id.Ids;
import my.kilat.platform.page.Cursor;
import my.kilat.platform.page.CursorPage;
import org.jspecify.annotations.Nullable;

/** The books for the operations console, which decides who may look at them. */
public final class BooksEndpoints implements Endpoints {
    private static final int PAGE = 50;

    private final Books books;
    private final DailySums days;
    private final LedgerSearch ledger;
    private final LedgerWatch watch;
    private final Timing timing;

    public BooksEndpoints(Books books, LedgerSearch ledger, LedgerWatch watch, Timing timing) {
        this.books = books;
        this.days = new DailySums(books);
        this.ledger = ledger;
        this.watch = watch;
        this.timing = timing;
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("getBooks", _ -> Reply.ok(read())).on("searchLedger", this::search);
    }

    private record Balance(String account, long balanceCents) {}

    /** The latest check of the whole ledger, and how far the proof has come since. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Check(
            @WithFraction Instant at,
            List<Balance> accounts,
            long sumCents,
            List<String> faults,
            @WithFraction @Nullable Instant provenUntil,
            @WithFraction @Nullable Instant fullAt,
            long payments,
            @WithFraction @Nullable Instant passBeganAt,
            long passPayments) {
        static @Nullable Check of(LedgerWatch.Known known) {
            LedgerWatch.Sums sums = known.sums();
            if (sums == null) {
                return null;
            }
            LedgerReport report = sums.report();
            return new Check(
                    sums.at(),
                    Arrays.stream(Account.Kind.values())
                            .map(kind -> new Balance(kind.word(), report.balance(kind)))
                            .toList(),
                    report.sum(),
                    known.faults(),
                    known.provenUntil(),
                    known.fullAt(),
                    report.allPayments(),
                    known.passBeganAt(),
                    known.passPayments());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Shown(
            @Nullable Check check, List<Books.Held> escrow, List<DailySums.Day> days, List<Books.Refund> refunds) {}

    private Shown read() {
        Instant now = timing.now();
        return new Shown(Check.of(watch.known()), books.escrow(now), days.until(now), books.refunds());
    }

    private Reply search(Call call) {
        LedgerQuestion question = call.body(LedgerQuestion.class);
        Cursor start = Cursor.parse(question.before());
        List<Line> found = payments(question.text())
                .map(payments -> ledger.of(payments, question.kind(), start, PAGE + 1))
                .orElseGet(() -> ledger.latest(question.kind(), start, PAGE + 1));
        List<UUID> transactions =
                found.stream().map(Line::transactionId).distinct().toList();
        if (transactions.size() <= PAGE) {
            return Reply.ok(new CursorPage<>(found, null));
        }
        UUID beyond = transactions.getLast();
        List<Line> page = found.stream()
                .filter(line -> !line.transactionId().equals(beyond))
                .toList();
        Line last = page.getLast();
        return Reply.ok(new CursorPage<>(page, new Cursor(last.at(), last.transactionId()).toString()));
    }

    /** Nothing if all payments are meant. */
    private Optional<List<UUID>> payments(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        String wanted = text.strip();
        return Optional.of(Ids.find(wanted)
                .map(ledger::payments)
                .orElseGet(() -> ledger.payments(wanted.toUpperCase(Locale.ROOT))));
    }
}
