package my.kilat.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import my.kilat.bench.BenchException;

/** CPU time (user and system) of groups of processes, from {@code /proc}. */
public final class Cpu {
    /** The kernel counts in ticks of 10 ms on every Linux that matters. */
    private static final long MICROS_PER_TICK = 10_000;

    private static final int MOST_COUNTS = 100;

    /** "C1 CompilerThread0", as far as the kernel keeps it. */
    private static final String COMPILER_THREAD = " CompilerThre";

    private final Map<String, List<Long>> groups;

    /**
     * Watches groups of processes.
     *
     * @param groups the pids of each group; children of a pid are counted with it
     */
    public Cpu(Map<String, List<Long>> groups) {
        this.groups = new LinkedHashMap<>(groups);
    }

    /** Microseconds of CPU that each group has used so far. */
    public Map<String, Long> micros() {
        Map<String, Long> used = new LinkedHashMap<>();
        groups.forEach((name, pids) -> used.put(
                name,
                pids.stream()
                        .mapToLong(pid -> ticksOfTree(pid) * MICROS_PER_TICK)
                        .sum()));
        return used;
    }

    /**
     * Microseconds of CPU that the JIT compilers of a group's JVMs have used so far, by thread. A compiler's thread that has nothing
     * to do for a while ends, and is not among them any more.
     */
    public Map<String, Long> compilerMicros(String group) {
        Map<String, Long> used = new HashMap<>();
        for (long pid : groups.getOrDefault(group, List.of())) {
            try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
                for (Path thread : threads) {
                    Optional<Stat> stat = Stat.read(thread);
                    stat.filter(found -> found.name().contains(COMPILER_THREAD))
                            .ifPresent(found -> used.put(thread.toString(), found.own() * MICROS_PER_TICK));
                }
            } catch (IOException | DirectoryIteratorException e) {
                throw new BenchException("process " + pid + " has ended while it was measured", e);
            }
        }
        return used;
    }

    /** Resident bytes of the processes of each group, without those that they started. */
    public Map<String, Long> residentBytes() {
        Map<String, Long> resident = new LinkedHashMap<>();
        groups.forEach((name, pids) ->
                resident.put(name, pids.stream().mapToLong(Cpu::resident).sum()));
        return resident;
    }

    /**
     * What a process, its children and theirs have used. What a child has used is its parent's once it has ended: counted again if one
     * ends meanwhile, as it would be missed otherwise, or counted twice.
     */
    private static long ticksOfTree(long pid) {
        for (int i = 1; ; i++) {
            Ticks before = Ticks.of(pid);
            List<Ticks> children = ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(child -> Ticks.of(child.pid()))
                    .toList();
            boolean same = !children.contains(Ticks.NONE) && before.ofEnded == Ticks.of(pid).ofEnded;
            if (same || i == MOST_COUNTS) {
                return before.all() + children.stream().mapToLong(Ticks::all).sum();
            }
        }
    }

    /**
     * Clock ticks.
     *
     * @param own of the process itself
     * @param ofEnded of its children that have ended
     */
    private record Ticks(long own, long ofEnded) {
        /** Of a process that has ended itself. */
        static final Ticks NONE = new Ticks(-1, 0);

        static Ticks of(long pid) {
            return Stat.read(Path.of("/proc/" + pid))
                    .map(stat -> new Ticks(stat.own(), stat.ofEnded()))
                    .orElse(NONE);
        }

        long all() {
            return Math.max(0, own) + ofEnded;
        }
    }

    /**
     * What the kernel says of a process or a thread.
     *
     * @param name the first 15 bytes of its name
     * @param own clock ticks that it has used
     * @param ofEnded clock ticks of its children that have ended
     */
    private record Stat(String name, long own, long ofEnded) {
        /** Of a process or thread by its directory; empty if it has ended. */
        static Optional<Stat> read(Path directory) {
            try {
                String stat = Files.readString(directory.resolve("stat"), StandardCharsets.ISO_8859_1);
                int end = stat.lastIndexOf(')');
                String[] fields = stat.substring(end + 2).split(" ", -1);
                return Optional.of(new Stat(
                        stat.substring(stat.indexOf('(') + 1, end),
                        Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                        Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    private static long resident(long pid) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(text -> text.startsWith("VmRSS:"))
                    .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            throw new BenchException("process " + pid + " has ended while it was measured", e);
        }
    }
}
