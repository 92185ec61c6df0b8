package my.kilat.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import my.kilat.booking.Town.Person;
import my.kilat.contract.booking.BookingStatus;
import my.kilat.contract.identity.Role;
import my.kilat.platform.fixture.ApiClient;
import my.kilat.platform.fixture.TestService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where the operator limits how many rides a runner has under way; the service has two instances. */
class RidesPerRunnerTest {
    private static Town town;
    private static TestService second;

    @BeforeAll
    static void open() {
        town = Town.open(Map.of("RIDES_PER_RUNNER", "2"));
        second = TestService.start(town.environment(), new BookingService());
    }

    @AfterAll
    static void close() {
        second.close();
        town.close();
    }

    private static UUID open(Person owner) {
        return town.bookingIn(BookingStatus.REQUESTED, owner, town.runner());
    }

    @Test
    void oneMoreIsRefusedInWordsUntilOneIsDelivered() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID first = open(owner);
        UUID third = open(owner);
        runner.accept(first).expect(200);
        runner.accept(open(owner)).expect(200);
        assertThat(runner.accept(third).expect(409).error())
                .isEqualTo("you have 2 rides under way; deliver one of them before you take another");
        runner.accept(first).expect(200);
        town.runner().accept(open(owner)).expect(200);

        runner.pickUp(first).expect(200);
        runner.accept(third).expect(409);
        runner.deliver(first).expect(200);
        runner.accept(third).expect(200);
    }

    @Test
    void aRideThatIsCalledOffMakesRoomToo() {
        Person owner = town.owner();
        Person runner = town.runner();
        UUID first = open(owner);
        runner.accept(first).expect(200);
        runner.accept(open(owner)).expect(200);
        UUID third = open(owner);
        runner.accept(third).expect(409);
        owner.cancel(first).expect(200);
        runner.accept(third).expect(200);
    }

    @Test
    void whoAcceptsSeveralAtOnceAtTwoInstancesGetsAsManyAsTheyMayHave() throws Exception {
        for (int round = 0; round < 5; round++) {
            Person owner = town.owner();
            Person runner = town.runner();
            ApiClient elsewhere = second.client(Role.RUNNER, runner.id());
            List<Callable<ApiClient.Answer>> calls = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                UUID id = open(owner);
                Person here = i % 2 == 0 ? runner : new Person(runner.id(), elsewhere);
                calls.add(() -> here.accept(id));
            }
            Collections.shuffle(calls);
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Integer> statuses = threads.invokeAll(calls).stream()
                        .map(Future::resultNow)
                        .map(ApiClient.Answer::status)
                        .sorted()
                        .toList();
                assertThat(statuses).containsExactly(200, 200, 409, 409, 409, 409);
            }
        }
    }
}
