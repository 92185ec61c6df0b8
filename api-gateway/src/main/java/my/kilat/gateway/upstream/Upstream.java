package my.kilat.gateway.upstream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** A service behind the gateway: its instances, and the limits of concurrent requests. */
public final class Upstream {
    private final UpstreamSettings settings;
    private final byte[] name;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger uploads = new AtomicInteger();
    private final Duration resolvedEvery;
    private final HoldTime held = new HoldTime();
    private final HoldTime uploadsHeld = new HoldTime();
    private volatile Instance[] instances = new Instance[0];

    /** @param resolvedEvery how often its name is resolved: the time in which instances may appear if there are none */
    public Upstream(UpstreamSettings settings, Duration resolvedEvery) {
        this.settings = settings;
        this.name = Bytes.ascii(settings.name());
        this.resolvedEvery = resolvedEvery;
    }

    /** Its name, such as {@code booking}. */
    public String name() {
        return settings.name();
    }

    /** Its settings. */
    public UpstreamSettings settings() {
        return settings;
    }

    /** Its instances, as last resolved. */
    public List<Instance> instances() {
        return List.of(instances);
    }

    /** The Host header of requests to it, whatever the instance. */
    public byte[] authority() {
        Instance[] all = instances;
        return all.length == 0 ? name : all[0].authority();
    }

    void replace(List<Instance> resolved) {
        instances = resolved.toArray(new Instance[0]);
    }

    /** Requests in progress. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Takes one of the slots for requests; returns false if all are taken. */
    public boolean enter() {
        if (inFlight.incrementAndGet() <= settings.mostInFlight()) {
            return true;
        }
        inFlight.getAndDecrement();
        return false;
    }

    /** Takes one of the slots for requests whose body is still arriving. */
    public boolean enterUpload() {
        if (uploads.incrementAndGet() <= settings.mostUploads()) {
            return true;
        }
        uploads.getAndDecrement();
        return false;
    }

    /** Releases that slot, which was taken at {@code since} in nanoseconds. */
    public void leaveUpload(long since, long now) {
        uploads.getAndDecrement();
        uploadsHeld.add(since, now);
    }

    /** Releases the slot, which was taken at {@code since} in nanoseconds. */
    public void leave(long since, long now) {
        inFlight.getAndDecrement();
        held.add(since, now);
    }

    /** The expected nanoseconds until a slot is released, from the recent hold times. */
    public long placesFreeIn(long now) {
        return held.expected(now);
    }

    /** As above, for requests whose body is still arriving. */
    public long uploadsFreeIn(long now) {
        return uploadsHeld.expected(now);
    }

    /** The nanoseconds until the first instance may be tried again; 0 if one may be now. */
    public long availableIn(long now) {
        Instance[] all = instances;
        long least = all.length == 0 ? resolvedEvery.toNanos() : Long.MAX_VALUE;
        for (Instance instance : all) {
            least = Math.min(least, instance.admitsIn(now));
        }
        return least;
    }

    /**
     * Chooses an instance: of two picked at random the one with fewer requests in progress.
     *
     * @param not one that has just failed this request, avoided if there is another
     * @return null if the breakers of all are open
     */
    public @Nullable Instance choose(long now, @Nullable Instance not) {
        Instance[] all = instances;
        if (all.length == 1) {
            return all[0].admits(now) ? all[0] : null;
        }
        if (all.length == 0) {
            return null;
        }
        int first = ThreadLocalRandom.current().nextInt(all.length);
        int second = (first + 1 + ThreadLocalRandom.current().nextInt(all.length - 1)) % all.length;
        boolean swap = all[first] == not || (all[second] != not && all[second].load(now) < all[first].load(now));
        Instance better = swap ? all[second] : all[first];
        if (better != not && better.admits(now)) {
            return better;
        }
        for (int k = 0; k < all.length; k++) {
            Instance other = all[(first + k) % all.length];
            if (other != not && other != better && other.admits(now)) {
                return other;
            }
        }
        return not != null && !not.closedOff() && isMember(all, not) ? not : null;
    }

    private static boolean isMember(Instance[] all, Instance one) {
        for (Instance instance : all) {
            if (instance == one) {
                return true;
            }
        }
        return false;
    }
}
