package my.kilat.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The final state of a demo's bookings and their money, as reported by the platform.
 *
 * @param bookings status by booking
 * @param payments the last payment of each booking that has one
 * @param ledgerSum the sum over the whole ledger in sen, if the payment service was available; must be zero
 * @param notifications messages in the inboxes of all participants
 */
record Settlement(
        Map<String, String> bookings, Map<String, Payment> payments, OptionalLong ledgerSum, long notifications) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern LEDGER_SUM = Pattern.compile("(?m)^kilat_ledger_sum_cents(?:\\{[^}]*})? (\\S+)$");

    /** A payment: its status, and the amounts in sen. */
    record Payment(String status, long amount, long fee, long payout) {}

    /** Queries until no payment of a finished booking is in progress, or the time is up. */
    static Settlement of(Backend backend, URI metrics, List<Person> owners, List<Person> everybody, Set<String> rides) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Map<String, String> bookings = new HashMap<>();
            Map<String, Payment> payments = new HashMap<>();
            for (Person owner : owners) {
                for (JsonNode booking : pages(owner, "/api/v1/bookings")) {
                    bookings.put(
                            booking.path("id").asText(), booking.path("status").asText());
                }
                for (JsonNode payment : pages(owner, "/api/v1/payments")) {
                    payments.putIfAbsent(payment.path("booking_id").asText(), payment(payment));
                }
            }
            bookings.keySet().retainAll(rides);
            payments.keySet().retainAll(rides);
            boolean settled = payments.values().stream()
                    .noneMatch(payment ->
                            payment.status().equals("held") || payment.status().equals("pending"));
            if (settled || System.nanoTime() - deadline >= 0) {
                return new Settlement(bookings, payments, ledgerSum(backend, metrics), notifications(everybody));
            }
            Backend.rest(Duration.ofSeconds(1));
        }
    }

    private static List<JsonNode> pages(Person person, String path) {
        List<JsonNode> rows = new ArrayList<>();
        for (int page = 1; ; page++) {
            JsonNode answer = person.get("list", path + "?page=" + page + "&limit=100");
            JsonNode data = answer.path("data");
            (data.isArray() ? data : data.path("items")).forEach(rows::add);
            if (page >= answer.path("pagination").path("total_pages").asInt()) {
                return rows;
            }
        }
    }

    private static Payment payment(JsonNode payment) {
        return new Payment(
                payment.path("escrow_status").asText(),
                payment.path("amount_cents").asLong(),
                payment.path("platform_fee_cents").asLong(),
                payment.path("runner_payout_cents").asLong());
    }

    private static long notifications(List<Person> everybody) {
        return everybody.stream()
                .mapToLong(person -> person.get("notifications", "/api/v1/notifications?page=1&limit=1")
                        .path("pagination")
                        .path("total")
                        .asLong())
                .sum();
    }

    private static OptionalLong ledgerSum(Backend backend, URI metrics) {
        Matcher line = LEDGER_SUM.matcher(backend.page(metrics));
        return line.find() ? OptionalLong.of((long) Double.parseDouble(line.group(1))) : OptionalLong.empty();
    }

    /** Bookings that are neither completed nor cancelled. */
    List<String> unfinished() {
        return bookings.entrySet().stream()
                .filter(booking -> !Ride.isFinal(booking.getValue()))
                .map(booking -> booking.getKey() + " is " + booking.getValue())
                .toList();
    }

    /** The inconsistencies, in sentences; empty if there are none. */
    List<String> faults(Set<String> rides) {
        List<String> faults = new ArrayList<>(unfinished());
        rides.stream()
                .filter(ride -> !bookings.containsKey(ride))
                .forEach(ride -> faults.add(ride + " is nowhere to be found"));
        bookings.forEach((booking, status) -> {
            Payment payment = payments.get(booking);
            String expected = status.equals("completed") ? "released" : "refunded";
            if (payment == null || (!payment.status().equals(expected) && !isCancelledUnpaid(status, payment))) {
                faults.add(booking + " is " + status + " but its payment is "
                        + (payment == null ? "missing" : payment.status()));
            } else if (payment.amount() != payment.fee() + payment.payout()) {
                faults.add(booking + ": fee and payout are not the amount");
            }
        });
        ledgerSum.ifPresent(sum -> {
            if (sum != 0) {
                faults.add("the ledger is off by " + sum + " sen");
            }
        });
        return faults;
    }

    private static boolean isCancelledUnpaid(String status, Payment payment) {
        return status.equals("cancelled") && payment.status().equals("failed");
    }

    /** The total amount of the payments in a status, in sen. */
    long amount(String status) {
        return payments.values().stream()
                .filter(payment -> payment.status().equals(status))
                .mapToLong(Payment::amount)
                .sum();
    }

    /** The platform's total fees, in sen. */
    long fees() {
        return payments.values().stream()
                .filter(payment -> payment.status().equals("released"))
                .mapToLong(Payment::fee)
                .sum();
    }

    /** The runners' total payouts, in sen. */
    long payouts() {
        return payments.values().stream()
                .filter(payment -> payment.status().equals("released"))
                .mapToLong(Payment::payout)
                .sum();
    }
}
