package my.kilat.gateway.upstream;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All upstreams by name. The names in their addresses are resolved at the start and again every few seconds, so that the
 * machines behind a name may change; an instance that remains keeps its connections and its breaker.
 */
public final class Upstreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Upstreams.class);

    private final Map<String, Upstream> byName = new LinkedHashMap<>();
    private final Duration every;
    private final Names names;
    private @Nullable Thread resolving;

    /**
     * @param settings one for each upstream
     * @param every how often names are resolved
     */
    public Upstreams(List<UpstreamSettings> settings, Duration every) {
        this(settings, every, InetAddress::getAllByName);
    }

    Upstreams(List<UpstreamSettings> settings, Duration every, Names names) {
        settings.forEach(one -> byName.put(one.name(), new Upstream(one, every)));
        this.every = every;
        this.names = names;
    }

    /** Resolves names. */
    interface Names {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    /** All of them, in the order of the settings. */
    public Collection<Upstream> all() {
        return byName.values();
    }

    /** The upstream with this name. */
    public Upstream get(String name) {
        Upstream upstream = byName.get(name);
        if (upstream == null) {
            throw new IllegalArgumentException("a route leads to \"" + name + "\", which is no upstream");
        }
        return upstream;
    }

    /** Resolves all names once, then continues in the background. */
    public void start() {
        all().forEach(this::resolve);
        resolving = Thread.ofVirtual().name("resolve-upstreams").start(() -> {
            try {
                while (true) {
                    Thread.sleep(every);
                    all().forEach(this::resolve);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void resolve(Upstream upstream) {
        List<Instance> resolved = new ArrayList<>();
        for (URI uri : upstream.settings().instances()) {
            int port = uri.getPort() < 0 ? 80 : uri.getPort();
            try {
                for (InetAddress address : addresses(uri.getHost())) {
                    resolved.add(instance(upstream, new InetSocketAddress(address, port), uri.getHost() + ":" + port));
                }
            } catch (UnknownHostException e) {
                LOG.warn("{} at {} cannot be resolved; what was known of it stays in use", upstream.name(), uri);
                upstream.instances().stream()
                        .filter(known -> known.address().getPort() == port && !resolved.contains(known))
                        .forEach(resolved::add);
            }
        }
        if (!resolved.equals(upstream.instances())) {
            upstream.replace(resolved);
        }
    }

    private static Instance instance(Upstream upstream, InetSocketAddress address, String authority) {
        for (Instance known : upstream.instances()) {
            if (known.address().equals(address)) {
                return known;
            }
        }
        return new Instance(address, authority, upstream.settings());
    }

    /** Every IPv4 address of a name, or every IPv6 address if it has no other; "localhost" is 127.0.0.1. */
    private List<InetAddress> addresses(String host) throws UnknownHostException {
        if (host.equals("localhost")) {
            return List.of(InetAddress.ofLiteral("127.0.0.1"));
        }
        List<InetAddress> all = List.of(names.addresses(host.replaceAll("[\\[\\]]", "")));
        List<InetAddress> four =
                all.stream().filter(address -> address.getAddress().length == 4).toList();
        List<InetAddress> chosen = four.isEmpty() ? all : four;
        return chosen.stream()
                .sorted(java.util.Comparator.comparing(InetAddress::getHostAddress))
                .toList();
    }

    @Override
    public void close() {
        Thread thread = resolving;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
