package my.kilat.platform.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Whatever ends the work of a part: it is reported, and the work begins anew. */
class NothingDiesInSilenceTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Parts parts = new Parts("notes", new Limits(Duration.ofNanos(1), Duration.ofNanos(1)), meters);

    @Test
    void workThatAnErrorEndsBeginsAnewAndIsReportedMeanwhile() {
        Part part = parts.essential("reader");
        AtomicInteger begun = new AtomicInteger();
        try (Worker worker = new Worker("notes", part, Thread.ofVirtual(), Duration.ofSeconds(1), () -> {
            switch (begun.incrementAndGet()) {
                case 1 -> throw new NoClassDefFoundError("my/Missing");
                case 2 -> throw new StackOverflowError();
                default -> {
                    part.worked();
                    Thread.sleep(Duration.ofMinutes(1));
                }
            }
        })) {
            worker.start();
            await().atMost(SOON).until(() -> parts.checks().get("reader").contains("NoClassDefFoundError"));
            assertThat(meters.get("kilat.background.failing").gauge().value()).isEqualTo(1);
            await().atMost(SOON).until(() -> parts.checks().get("reader").equals("ok"));
            assertThat(begun).hasValue(3);
            assertThat(meters.get("kilat.background.failing").gauge().value()).isZero();
        }
    }

    @Test
    void aClosedWorkerReportsNothingAndDoesNotBeginAgain() {
        Part part = parts.essential("reader");
        AtomicInteger begun = new AtomicInteger();
        Worker worker = new Worker("notes", part, Thread.ofVirtual(), Duration.ofMillis(1), () -> {
            begun.incrementAndGet();
            part.worked();
            Thread.sleep(Duration.ofMinutes(1));
        });
        worker.start();
        await().atMost(SOON).until(() -> begun.get() == 1);
        worker.close();
        await().atMost(SOON).until(() -> !worker.isAlive());
        assertThat(begun).hasValue(1);
        assertThat(parts.checks()).containsEntry("reader", "ok");
    }

    @Test
    void aJobThatThrowsAnErrorIsRunAgain() {
        AtomicInteger runs = new AtomicInteger();
        try (Jobs jobs = new Jobs("notes", parts)) {
            jobs.every("tidy", Duration.ofMillis(20), () -> {
                if (runs.incrementAndGet() < 4) {
                    throw new NoClassDefFoundError("my/Missing");
                }
            });
            jobs.start();
            await().atMost(SOON).until(() -> runs.get() >= 3);
            await().atMost(SOON).until(() -> runs.get() >= 6);
            await().atMost(SOON)
                    .until(() -> parts.shown().get("job tidy").state().equals("working"));
        }
    }

    @Test
    void theRunsOfAJobAreTimedThoseThatFailToo() {
        AtomicInteger runs = new AtomicInteger();
        try (Jobs jobs = new Jobs("notes", parts)) {
            jobs.every("tidy", Duration.ofMillis(5), () -> {
                if (runs.incrementAndGet() % 2 == 0) {
                    throw new IllegalStateException("untidy");
                }
            });
            jobs.start();
            await().atMost(SOON)
                    .until(() -> meters.get("kilat.background.job")
                                    .tags("service", "notes", "part", "job tidy")
                                    .timer()
                                    .count()
                            >= 4);
        }
    }
}
