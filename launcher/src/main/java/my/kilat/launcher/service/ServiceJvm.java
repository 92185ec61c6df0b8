package my.kilat.launcher.service;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import my.kilat.launcher.place.Layout;
import my.kilat.local.AotCache;
import my.kilat.local.ChildProcess;
import my.kilat.local.ChildSlot;
import my.kilat.local.PidFile;

/** A child JVM that runs one or several services. */
public final class ServiceJvm {
    /** The services drain for ten seconds at most; waiting longer has no effect. */
    private static final Duration TIME_TO_END = Duration.ofSeconds(13);

    private final String name;
    private final List<ServiceEntry> services;
    private final Map<String, String> environment;
    private final Layout layout;
    private final PidFile pidFile;
    private final JvmClassPath classPath;
    private final boolean rehearsal;
    private final ChildSlot slot = new ChildSlot();

    /**
     * @param name of the process
     * @param environment its variables in addition to ours
     */
    public ServiceJvm(String name, List<ServiceEntry> services, Map<String, String> environment, Layout layout) {
        this(name, services, environment, layout, false);
    }

    /** A JVM that writes its AOT cache when it is stopped. */
    static ServiceJvm rehearsal(List<ServiceEntry> services, Map<String, String> environment, Layout layout) {
        return new ServiceJvm("services", services, environment, layout, true);
    }

    private ServiceJvm(
            String name,
            List<ServiceEntry> services,
            Map<String, String> environment,
            Layout layout,
            boolean rehearsal) {
        this.classPath = JvmClassPath.ofThisJvm(layout.home());
        this.rehearsal = rehearsal;
        this.name = name;
        this.services = List.copyOf(services);
        this.environment = Map.copyOf(environment);
        this.layout = layout;
        this.pidFile = new PidFile(layout.pidFile(name));
    }

    public String name() {
        return name;
    }

    public List<ServiceEntry> services() {
        return services;
    }

    /** Its variables in addition to ours. */
    public Map<String, String> environment() {
        return environment;
    }

    public synchronized boolean isRunning() {
        return slot.isRunning();
    }

    /** Starts it; a process that an earlier supervisor left running is ended first. */
    public synchronized void launch() {
        ChildProcess.endLeftover(pidFile, TIME_TO_END);
        Consumer<Boolean> whenEnded = _ -> {};
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.services(services.size()));
        if (rehearsal) {
            AotCache.Training begun = classPath.cache().train();
            whenEnded = begun::finish;
            command.addAll(begun.flags());
            command.addAll(List.of("-cp", path(classPath.forTraining()), Boot.class.getName()));
            command.add(path(classPath.ours()));
        } else {
            List<String> cache = classPath.isCacheable() ? classPath.cache().using() : List.of();
            command.addAll(cache);
            command.addAll(List.of("-cp", path(cache.isEmpty() ? classPath.withoutCache() : classPath.withCache())));
        }
        command.add(ServicesMain.class.getName());
        services.forEach(service -> command.add(service.name()));
        slot.put(ChildProcess.start(command, environment, layout.home(), layout.log(name), pidFile), whenEnded);
    }

    /** How it ended by itself, for a sentence after its name. */
    public synchronized String howItEnded() {
        return slot.child().flatMap(ServiceJvm::refusal).orElseGet(slot::howItEnded);
    }

    /** As above, in a few words. */
    public synchronized String ending() {
        return slot.child().flatMap(ServiceJvm::refusal).orElseGet(slot::ending);
    }

    /** Why it could not start, if it printed the reason. */
    private static Optional<String> refusal(ChildProcess process) {
        String said = process.tail();
        int refusal = said.lastIndexOf(ServicesMain.REFUSAL);
        return refusal < 0
                ? Optional.empty()
                : said.substring(refusal + ServicesMain.REFUSAL.length())
                        .lines()
                        .findFirst()
                        .map(why -> "cannot start: " + why);
    }

    /** Ends it gracefully. */
    public synchronized void stop() {
        slot.end(rehearsal ? AotCache.TIME_TO_TRAIN : TIME_TO_END);
    }

    private static String path(List<String> entries) {
        return String.join(File.pathSeparator, entries);
    }

    /** Kills it. */
    synchronized void kill() {
        slot.kill();
    }

    /** Ends a process that an earlier supervisor left running. */
    public void endLeftover() {
        ChildProcess.endLeftover(pidFile, TIME_TO_END);
    }
}
