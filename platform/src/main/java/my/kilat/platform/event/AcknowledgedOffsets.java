package my.kilat.platform.event;

import java.util.Base64;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * Which letters of a partition have been sent back or discarded: all below an offset, and some beyond it. It is kept where
 * the place of a reader is kept, as the committed offset with its metadata, so that it is written in one step.
 */
final class AcknowledgedOffsets {
    private static final String PREFIX = "handled:";

    /** So far ahead of the first waiting letter can others be acknowledged; the broker takes 4,096 characters. */
    static final int WINDOW = 24_000;

    private long below;
    private final BitSet beyond;

    private AcknowledgedOffsets(long below, BitSet beyond) {
        this.below = below;
        this.beyond = beyond;
    }

    /**
     * As it was committed.
     *
     * @param first the first offset that is still there
     */
    static AcknowledgedOffsets of(@org.jspecify.annotations.Nullable OffsetAndMetadata committed, long first) {
        AcknowledgedOffsets acknowledged = committed == null
                ? new AcknowledgedOffsets(first, new BitSet())
                : new AcknowledgedOffsets(committed.offset(), bits(committed.metadata()));
        acknowledged.forgetBelow(first);
        return acknowledged;
    }

    private static BitSet bits(@org.jspecify.annotations.Nullable String metadata) {
        if (metadata == null || !metadata.startsWith(PREFIX)) {
            return new BitSet();
        }
        try {
            return BitSet.valueOf(Base64.getDecoder().decode(metadata.substring(PREFIX.length())));
        } catch (IllegalArgumentException e) {
            return new BitSet();
        }
    }

    private void forgetBelow(long first) {
        if (first > below) {
            int gone = (int) Math.min(first - below, beyond.length());
            BitSet kept = beyond.get(gone, Math.max(gone, beyond.length()));
            beyond.clear();
            beyond.or(kept);
            below = first;
        }
        int run = beyond.nextClearBit(0);
        if (run > 0) {
            BitSet kept = beyond.get(run, Math.max(run, beyond.length()));
            beyond.clear();
            beyond.or(kept);
            below += run;
        }
    }

    boolean contains(long offset) {
        return offset < below || (offset - below < WINDOW && beyond.get((int) (offset - below)));
    }

    /** Whether one at this offset can be handled now. */
    boolean canAdd(long offset) {
        return offset - below < WINDOW;
    }

    void add(long offset) {
        if (!contains(offset)) {
            beyond.set((int) (offset - below));
            forgetBelow(below);
        }
    }

    /** The first offset that is not handled. */
    long watermark() {
        return below;
    }

    /** How many wait, of those before this offset. */
    long waiting(long end) {
        return Math.max(0, end - below - beyond.cardinality());
    }

    OffsetAndMetadata toCommit() {
        return new OffsetAndMetadata(
                below, beyond.isEmpty() ? "" : PREFIX + Base64.getEncoder().encodeToString(beyond.toByteArray()));
    }
}
