package my.kilat.platform.reconcile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import my.kilat.platform.database.Queries;
import my.kilat.platform.failure.Failure;

/** The numbers from 1 to 8, some of which are wrong, and some of which can be put right, in pages of three. */
final class Numbers implements Pairs<Integer> {
    private static final int PAGE = 3;

    final List<Integer> seen = new ArrayList<>();
    final Set<Integer> wrong = new HashSet<>();
    final Set<Integer> repairable = new HashSet<>();
    final List<Integer> repaired = new ArrayList<>();
    final Set<Integer> refusing = new HashSet<>();
    int last = 8;
    final Set<Integer> broken = new HashSet<>();
    RuntimeException failure = new IllegalStateException("refused");
    boolean away;
    CountDownLatch entered = new CountDownLatch(0);
    CountDownLatch leave = new CountDownLatch(0);

    @Override
    public Page<Integer> page(Queries queries, String position) {
        int from = position.isEmpty() ? 1 : Integer.parseInt(position) + 1;
        List<Integer> rows = IntStream.rangeClosed(from, Math.min(last, from + PAGE - 1))
                .boxed()
                .toList();
        return new Page<>(
                rows,
                rows.stream().map(Numbers::booking).toList(),
                rows.size() < PAGE ? "" : rows.getLast().toString());
    }

    @Override
    public Compared compare(List<Integer> rows, boolean isRepairing) {
        if (away) {
            throw new Failure.Unavailable("the other service cannot be asked");
        }
        if (rows.stream().anyMatch(broken::contains)
                || (isRepairing && rows.stream().anyMatch(refusing::contains))) {
            throw failure;
        }
        entered.countDown();
        try {
            leave.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        seen.addAll(rows);
        Map<UUID, String> differences = new HashMap<>();
        Set<UUID> repairs = new HashSet<>();
        for (int row : rows) {
            if (repairable.contains(row)) {
                repairs.add(booking(row));
                if (isRepairing) {
                    repairable.remove(row);
                    repaired.add(row);
                }
            }
            if (wrong.contains(row)) {
                differences.put(booking(row), row + " is wrong");
            }
        }
        return new Compared(repairs, differences);
    }

    static UUID booking(int number) {
        return new UUID(0, number);
    }
}
