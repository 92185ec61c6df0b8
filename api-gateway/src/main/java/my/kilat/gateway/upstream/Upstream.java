package my.kilat.gateway.upstream;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.gateway.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** A part of the platform behind the gateway: its instances, and how much may be asked of it at a time. */
public final class Upstream {
    private final UpstreamSettings settings;
    private final byte[] name;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger uploads = new AtomicInteger();
    private final Duration resolvedEvery;
    private final HoldTime held = new HoldTime();
    private final HoldTime uploadsHeld = new HoldTime();
    private volatile Instance[] instances = new Instance[0];

    /**
     * @param resolvedEvery how often its name is resolved: the time in which instances may appear when there are none
     */
    public Upstream(UpstreamSettings settings, Duration resolvedEvery) {
        this.settings = settings;
        this.name = Bytes.ascii(settings.name());
        this.resolvedEvery = resolvedEvery;
    }

    /** Its name, such as {@code booking}. */
    public String name() {
        return settings.name();
    }

    /** What was set for it. */
    public UpstreamSettings settings() {
        return settings;
    }

    /** Its instances, as last resolved. */
    public List<Instance> instances() {
        return List.of(instances);
    }

    /** What stands in the Host header of requests to it, whichever of its instances gets them. */
    public byte[] authority() {
        Instance[] all = instances;
        return all.length == 0 ? name : all[0].authority();
    }

    void replace(List<Instance> resolved) {
        instances = resolved.toArray(new Instance[0]);
    }

    /** Requests under way. */
    public int inFlight() {
        return inFlight.get();
    }

    /** Takes one of the places for requests; false when all are taken. */
    public boolean enter() {
        if (inFlight.incrementAndGet() <= settings.mostInFlight()) {
            return true;
        }
        inFlight.getAndDecrement();
        return false;
    }

    /** Takes one of the places for requests whose body is still coming. */
    public boolean enterUpload() {
        if (uploads.incrementAndGet() <= settings.mostUploads()) {
            return true;
        }
        uploads.getAndDecrement();
        return false;
    }

    /** Gives that place back, which was taken at a time in nanoseconds. */
    public void leaveUpload(long since, long now) {
        uploads.getAndDecrement();
        uploadsHeld.add(since, now);
    }

    /** Gives the place back, which was taken at a time in nanoseconds. */
    public void leave(long since, long now) {
        inFlight.getAndDecrement();
        held.add(since, now);
    }

    /** In how many nanoseconds the places that are taken now may have been given back, going by the last ones. */
    public long placesFreeIn(long now) {
        return held.expected(now);
    }

    /** The same for the places of requests whose body is still coming. */
    public long uploadsFreeIn(long now) {
        return uploadsHeld.expected(now);
    }

    /** In how many nanoseconds the first instance may be tried again; 0 when one may be now. */
    public long availableIn(long now) {
        Instance[] all = instances;
        long least = all.length == 0 ? resolvedEvery.toNanos() : Long.MAX_VALUE;
        for (Instance instance : all) {
            least = Math.min(least, instance.admitsIn(now));
        }
        return least;
    }

    /**
     * The instance to ask: of two picked at random the one with less under way.
     *
     * @param not one that has just failed this request, avoided when there is another
     * @return null when all are closed off
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
