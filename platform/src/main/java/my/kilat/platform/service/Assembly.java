package my.kilat.platform.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import my.kilat.contract.event.ConsumerGroup;
import my.kilat.contract.event.Topic;
import my.kilat.platform.background.Jobs;
import my.kilat.platform.background.Part;
import my.kilat.platform.event.Events;
import my.kilat.platform.event.FanOutSubscription;
import my.kilat.platform.event.Subscription;
import my.kilat.platform.failure.StartException;
import my.kilat.platform.http.BrowserSessions;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Routes;

/**
 * Collects the parts of a service while {@link ServiceDefinition#assemble} runs. Nothing starts before that has returned,
 * and a part that is added later is refused with an {@link IllegalStateException}, because it would never start.
 */
public final class Assembly {
    private final Routes routes;
    private final Events events;
    private final Jobs jobs;
    private final Function<String, Part> background;
    private final OpenResources resources;
    private final List<Runnable> atStart = new ArrayList<>();
    private final List<Runnable> atStop = new ArrayList<>();
    private BrowserSessions sessions = BrowserSessions.none();
    private boolean isComplete;

    /**
     * @param background adds a part that reports its state
     * @param resources closed after requests and events have stopped, and before the database
     */
    Assembly(Routes routes, Events events, Jobs jobs, Function<String, Part> background, OpenResources resources) {
        this.routes = routes;
        this.events = events;
        this.jobs = jobs;
        this.background = background;
        this.resources = resources;
    }

    /**
     * Adds handlers of operations. Every operation of the service needs one.
     *
     * @throws StartException if the contract lists no such operation for this service
     * @throws IllegalArgumentException if an operation has a handler already
     */
    public void endpoints(Endpoints... endpoints) {
        requireAssembling();
        for (Endpoints some : endpoints) {
            some.addTo(routes);
        }
    }

    /** Sets the sessions of browsers, for operations whose {@code security} is {@code session}. */
    public void sessions(BrowserSessions browsers) {
        requireAssembling();
        sessions = browsers;
    }

    /** Adds a topic to which this service writes, and without which it is not ready. It is created if missing. */
    public void produces(Topic topic) {
        requireAssembling();
        events.produces(topic);
    }

    /** As {@link #produces}, for a topic without which this service works: it is ready without a broker. */
    public void mayProduce(Topic topic) {
        requireAssembling();
        events.mayProduce(topic);
    }

    /**
     * Reads events as a consumer group.
     *
     * @throws IllegalArgumentException if the subscription reads nothing, or its group has one already
     */
    public void consume(Subscription<?> subscription) {
        requireAssembling();
        events.consume(subscription);
    }

    /** Reads events on every instance of this service, to pass them on to the clients connected here. */
    public void fanOut(FanOutSubscription subscription) {
        requireAssembling();
        events.fanOut(subscription);
    }

    /**
     * Runs a job again and again, with this pause before each run, on a virtual thread; runs never overlap in this process.
     * It reports as the part {@code job <name>}, and is run again whatever it throws.
     */
    public void every(String name, Duration pause, Runnable job) {
        requireAssembling();
        jobs.every(name, pause, job);
    }

    /**
     * Runs a job as {@link #every} does, and also once as soon as the service listens, to take up at once the work that
     * another process left unfinished. That first run may overlap with the next; a failure of it is only logged.
     */
    public void atStartAndEvery(String name, Duration pause, Runnable job) {
        every(name, pause, job);
        atStart.add(job);
    }

    /**
     * Adds a background part besides consumers and jobs, without which requests can still be served; it has to report its
     * state.
     */
    public Part background(String name) {
        requireAssembling();
        return background.apply(name);
    }

    /**
     * Closes a resource with the service: after requests and events have stopped and before the database, the last added
     * first. It is closed as well if the service cannot start.
     *
     * @return the resource
     */
    public <R extends AutoCloseable> R closing(R part) {
        requireAssembling();
        return resources.add(part);
    }

    /** Adds the first step of stopping, which runs while requests are still served. */
    public void atStop(Runnable step) {
        requireAssembling();
        atStop.add(step);
    }

    private void requireAssembling() {
        if (isComplete) {
            throw new IllegalStateException(
                    "the service is assembled; parts are added in assemble(), before it starts");
        }
    }

    /** Ends the assembly. */
    void complete() {
        isComplete = true;
    }

    BrowserSessions sessions() {
        return sessions;
    }

    /** The subscriptions, by consumer group. */
    Map<ConsumerGroup<?>, Subscription<?>> subscriptions() {
        return events.subscriptions();
    }

    /** Tasks that run once as soon as the service listens. */
    List<Runnable> startSteps() {
        return List.copyOf(atStart);
    }

    /** The first steps of stopping. */
    List<Runnable> stopSteps() {
        return List.copyOf(atStop);
    }
}
