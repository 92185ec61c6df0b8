package my.kilat.platform.event;

import java.util.Base64;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of a partition have been replayed or discarded: all below a watermark, and single ones above it. The
 * watermark is the committed offset of the replay group, and the bitmap of the others is its metadata, so that one commit
 * stores both.
 */
final class AcknowledgedOffsets {
    private static final String PREFIX = "handled:";

    /** How far above the watermark an offset can be added; the broker stores 4,096 characters of metadata. */
    static final int WINDOW = 24_000;

    private long watermark;
    private final BitSet above;

    private AcknowledgedOffsets(long watermark, BitSet above) {
        this.watermark = watermark;
        this.above = above;
    }

    /**
     * Reads what was committed.
     *
     * @param first the lowest offset that the partition still has
     */
    static AcknowledgedOffsets of(@Nullable OffsetAndMetadata committed, long first) {
        AcknowledgedOffsets acknowledged = committed == null
                ? new AcknowledgedOffsets(first, new BitSet())
                : new AcknowledgedOffsets(committed.offset(), bits(committed.metadata()));
        acknowledged.forgetBelow(first);
        return acknowledged;
    }

    private static BitSet bits(@Nullable String metadata) {
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
        if (first > watermark) {
            int gone = (int) Math.min(first - watermark, above.length());
            BitSet kept = above.get(gone, Math.max(gone, above.length()));
            above.clear();
            above.or(kept);
            watermark = first;
        }
        int run = above.nextClearBit(0);
        if (run > 0) {
            BitSet kept = above.get(run, Math.max(run, above.length()));
            above.clear();
            above.or(kept);
            watermark += run;
        }
    }

    boolean contains(long offset) {
        return offset < watermark || (offset - watermark < WINDOW && above.get((int) (offset - watermark)));
    }

    /** Whether this offset is near enough to the watermark to be added. */
    boolean canAdd(long offset) {
        return offset - watermark < WINDOW;
    }

    void add(long offset) {
        if (!contains(offset)) {
            above.set((int) (offset - watermark));
            forgetBelow(watermark);
        }
    }

    /** The lowest offset that is not acknowledged. */
    long watermark() {
        return watermark;
    }

    /** How many offsets below this one are not acknowledged. */
    long waiting(long end) {
        return Math.max(0, end - watermark - above.cardinality());
    }

    OffsetAndMetadata toCommit() {
        return new OffsetAndMetadata(
                watermark, above.isEmpty() ? "" : PREFIX + Base64.getEncoder().encodeToString(above.toByteArray()));
    }
}
