package my.kilat.launcher.demo;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import my.kilat.launcher.screen.Screen;

/** Simulates owners and runners through complete rides. */
final class Demo {
    /** At this number an owner's requests stay within the gateway's rate limit for one user. */
    private static final int RIDES_OF_AN_OWNER = 16;

    private static final int LEAST_OWNERS = 3;
    private static final int RIDES_AT_ONCE = 3;

    private final Screen screen;
    private final URI gateway;
    private final URI paymentMetrics;
    private final int bookings;
    private final int runners;
    private final long seed;

    Demo(Screen screen, URI gateway, URI paymentMetrics, int bookings, int runners, long seed) {
        this.screen = screen;
        this.gateway = gateway;
        this.paymentMetrics = paymentMetrics;
        this.bookings = bookings;
        this.runners = runners;
        this.seed = seed;
    }

    /**
     * Runs it; returns whether every booking ended and the money adds up.
     *
     * @throws my.kilat.launcher.LauncherException as soon as one of the people cannot go on
     */
    boolean run() {
        Figures figures = new Figures();
        Backend backend = new Backend(gateway, figures);
        screen.line(bookings + " bookings, " + owners() + " owners, " + runners + " runners, seed " + seed);
        screen.line("Everybody registers …");
        List<Person> owners = people(backend, "owner", owners());
        List<Person> drivers = people(backend, "runner", runners);
        Places places = Places.known(owners.getFirst());
        Set<String> rides = ConcurrentHashMap.newKeySet();
        Board board = new Board(screen, figures, bookings);
        try (board;
                Crowd crowd = new Crowd()) {
            AtomicInteger left = new AtomicInteger(bookings);
            for (int i = 0; i < drivers.size(); i++) {
                Person driver = drivers.get(i);
                Manner manner = Manner.of(i);
                crowd.send(driver, () -> drive(driver, manner, places, figures, left));
            }
            Queue<Integer> numbers = new ConcurrentLinkedQueue<>();
            for (int number = 0; number < bookings; number++) {
                numbers.add(number);
            }
            for (Person owner : owners) {
                for (int i = 0; i < RIDES_AT_ONCE; i++) {
                    crowd.send(owner, () -> book(backend, owner, places, figures, numbers, left, rides));
                }
            }
            crowd.await();
        }
        List<Person> everybody = new ArrayList<>(owners);
        everybody.addAll(drivers);
        Settlement settlement = Settlement.of(backend, paymentMetrics, owners, everybody, rides);
        return new Report(screen).print(settlement, figures, rides, board.elapsed());
    }

    private int owners() {
        return Math.max(LEAST_OWNERS, (bookings + RIDES_OF_AN_OWNER - 1) / RIDES_OF_AN_OWNER);
    }

    private List<Person> people(Backend backend, String role, int count) {
        List<Person> people = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            people.add(Person.of(backend, role + "-" + i + "." + seed + "@demo.kilat.my", Names.of(i + seed), role));
        }
        return people;
    }

    private void drive(Person driver, Manner manner, Places places, Figures figures, AtomicInteger left) {
        Random random = new Random(seed ^ driver.toString().hashCode());
        Driver work =
                new Driver(driver, manner, figures, random, places.any(random).position());
        work.getReady();
        work.work(() -> left.get() == 0);
    }

    private void book(
            Backend backend,
            Person owner,
            Places places,
            Figures figures,
            Queue<Integer> numbers,
            AtomicInteger left,
            Set<String> rides) {
        Integer number = numbers.poll();
        while (number != null) {
            Random random = new Random(seed * 31 + number);
            Ride ride = new Ride(backend, owner, places, Ride.Plan.of(random), figures);
            ride.live(random);
            rides.add(ride.id());
            left.decrementAndGet();
            number = numbers.poll();
        }
    }
}
