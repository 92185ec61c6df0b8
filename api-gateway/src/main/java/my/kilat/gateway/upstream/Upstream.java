package my.kilat.gateway.upstream;

import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A part of the platform behind the gateway: its instances, and how much may be asked of it at a time. */
public final class Upstream {
    private final UpstreamSettings settings;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger uploads = new AtomicInteger();
    private volatile Instance[] instances = new Instance[0];

    public Upstream(UpstreamSettings settings) {
        this.settings = settings;
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

    /** Gives that place back. */
    public void leaveUpload() {
        uploads.getAndDecrement();
    }

    /** Gives the place back. */
    public void leave() {
        inFlight.getAndDecrement();
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
