package my.kilat.payment.ledger;

/** How many payments one step compares: half as many after one that failed, twice as many after a quick one. */
final class BatchSize {
    private static final int LEAST = 10;

    private final int most;
    private volatile int size;

    BatchSize(int most) {
        this.most = most;
        this.size = most;
    }

    int get() {
        return size;
    }

    void failed() {
        size = Math.max(Math.min(LEAST, most), size / 2);
    }

    void wasQuick() {
        size = Math.min(most, size * 2);
    }
}
