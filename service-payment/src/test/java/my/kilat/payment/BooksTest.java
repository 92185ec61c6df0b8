package my.kilat.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import my.kilat.contract.event.ConfirmedBy;
import my.kilat.contract.payment.LedgerKind;
import my.kilat.platform.database.Sql;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.security.ServiceTokens;
import org.junit.jupiter.api.Test;

/** The books that the console shows are those of the database, to the sen. */
class BooksTest {
    private static final String COLUMNS = "attempt, booking_number, owner_id, amount_cents, fee_cents,"
            + " payout_cents, currency, method, customer_email, checkout_key, created_at, status, runner_id, held_at,"
            + " released_at, updated_at";

    private static ApiClient.Answer ask(World world, String path, Map<String, Object> question) {
        String token = ServiceTokens.from(
                        world.environment(), "console", world.service().clock())
                .tokenFor("payment");
        return world.service().client().as(token).post("/internal/v1/payments/" + path, question);
    }

    private static long sum(World world, String sql) {
        return world.database()
                .first(
                        Sql.of("select coalesce((" + sql + "), 0)::bigint as n limit 1"),
                        _ -> {},
                        row -> row.bigNumber("n"))
                .orElseThrow();
    }

    @Test
    void figuresEqualTheSumsOfTheLedger() {
        try (World world = World.start(Map.of("RECOVER_EVERY", "200ms"))) {
            world.paid();
            world.paid();
            world.released();
            Ride lapsed = world.requested();
            world.events().publish(lapsed.accepted());
            world.payWith(lapsed, "card_expires").expect(201);
            world.events().publish(lapsed.confirmedBy(ConfirmedBy.OWNER));
            World.await(
                    "an advance",
                    () -> assertThat(sum(world, "select count(*) from ledger_transaction where kind = 'advance'"))
                            .isEqualTo(1));
            world.execute("update payment set held_at = held_at - interval '2 days' where id = (select id from payment"
                    + " where status = 'held' order by id limit 1)");
            JsonNode books = ask(world, "books", Map.of()).expect(200).data();
            for (JsonNode account : books.path("check").path("accounts")) {
                assertThat(account.path("balance_cents").asLong())
                        .as(account.path("account").asText())
                        .isEqualTo(sum(
                                world,
                                "select sum(amount_cents) from ledger_entry where account = '"
                                        + account.path("account").asText() + "'"));
            }
            assertThat(books.path("check").path("sum_cents").asLong(-1)).isZero();
            assertThat(books.path("check").path("faults")).isEmpty();
            long held = 0;
            for (JsonNode age : books.path("escrow")) {
                held += age.path("cents").asLong();
            }
            assertThat(held)
                    .isPositive()
                    .isEqualTo(sum(world, "select sum(amount_cents) from ledger_entry where account = 'escrow'"));
            assertThat(books.path("escrow").findValuesAsText("age")).containsExactlyInAnyOrder("hour", "week");
            assertThat(books.path("days")).hasSize(1);
            JsonNode day = books.path("days").get(0);
            assertThat(day.path("fees_cents").asLong()).isPositive().isEqualTo(moved(world, "platform", "release"));
            assertThat(day.path("payouts_cents").asLong()).isEqualTo(moved(world, "runner", "release"));
            assertThat(day.path("refunds_cents").asLong()).isPositive().isEqualTo(moved(world, "owner", "lapse"));
            JsonNode advanced = ask(
                            world, "ledger", Map.of("text", lapsed.runnerId().toString(), "kind", "advance"))
                    .expect(200)
                    .data()
                    .path("items");
            assertThat(advanced.findValuesAsText("kind")).isNotEmpty().containsOnly("advance");
        }
    }

    private static long moved(World world, String account, String kind) {
        return sum(
                world,
                "select sum(e.amount_cents) from ledger_entry e join ledger_transaction t on t.id = e.transaction_id"
                        + " where e.account = '" + account + "' and t.kind = '" + kind + "'");
    }

    @Test
    void theLedgerIsFoundByWhateverItBelongsTo() {
        try (World world = World.start()) {
            Ride ride = world.released();
            world.paid();
            JsonNode all = ask(world, "ledger", Map.of()).expect(200).data().path("items");
            assertThat(all).hasSize((int) sum(world, "select count(*) from ledger_entry"));
            JsonNode line = all.get(all.size() - 1);
            for (String member : List.of("payment_id", "booking_id", "booking_number", "transaction_id")) {
                JsonNode found = ask(
                                world,
                                "ledger",
                                Map.of("text", line.path(member).asText()))
                        .expect(200)
                        .data()
                        .path("items");
                assertThat(found.findValuesAsText("payment_id"))
                        .as(member)
                        .isNotEmpty()
                        .containsOnly(line.path("payment_id").asText());
            }
            assertThat(ride).isNotNull();
            assertThat(ask(world, "ledger", Map.of("kind", "release"))
                            .data()
                            .path("items")
                            .findValuesAsText("kind"))
                    .isNotEmpty()
                    .containsOnly("release");
            assertThat(ask(world, "ledger", Map.of("text", UUID.randomUUID().toString()))
                            .data()
                            .path("items"))
                    .isEmpty();
            assertThat(ask(world, "ledger", Map.of("before", "yesterday")).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void pagesOfTheLedgerFollowEachOtherWithoutGapOrRepetition() {
        try (World world = World.start()) {
            world.released();
            world.execute(
                    "set local session_replication_role = replica",
                    "create table copies as select gen_random_uuid() as id, gen_random_uuid() as booking, gen_random_uuid() as hold,"
                            + " gen_random_uuid() as release, p.id as model, n from payment p, generate_series(1, 70) n",
                    "insert into payment (id, booking_id, " + COLUMNS + ") select c.id, c.booking, " + COLUMNS
                            + " from payment p join copies c on c.model = p.id",
                    "insert into ledger_transaction select case t.kind when 'hold' then c.hold else c.release end, c.id,"
                            + " t.kind, t.created_at - c.n / 3 * interval '1 second'"
                            + " from ledger_transaction t join copies c on c.model = t.payment_id",
                    "insert into ledger_entry select case t.kind when 'hold' then c.hold else c.release end, e.account,"
                            + " e.party, e.amount_cents from ledger_entry e"
                            + " join ledger_transaction t on t.id = e.transaction_id join copies c on c.model = t.payment_id");
            Set<String> seen = new HashSet<>();
            String before = null;
            do {
                JsonNode page = ask(world, "ledger", before == null ? Map.of() : Map.of("before", before))
                        .expect(200)
                        .data();
                page.path("items")
                        .forEach(line -> assertThat(
                                        seen.add(line.path("transaction_id").asText()
                                                + line.path("account").asText()))
                                .isTrue());
                before = page.has("next") ? page.path("next").asText() : null;
            } while (before != null);
            assertThat(seen).hasSize((int) sum(world, "select count(*) from ledger_entry"));
        }
    }

    @Test
    void theDatabaseAcceptsTheKindsOfTheContract() {
        try (World world = World.start()) {
            String rule = world.database()
                    .first(
                            Sql.of("select pg_get_constraintdef(oid) as rule from pg_constraint"
                                    + " where conrelid = 'ledger_transaction'::regclass"
                                    + " and conname = 'ledger_transaction_kind_check' limit 1"),
                            _ -> {},
                            row -> row.text("rule"))
                    .orElseThrow();
            assertThat(Pattern.compile("'(\\w+)'").matcher(rule).results().map(kind -> kind.group(1)))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.of(LedgerKind.values()).map(LedgerKind::word).toList());
        }
    }
}
