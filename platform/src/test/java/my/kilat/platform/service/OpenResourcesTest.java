package my.kilat.platform.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import my.kilat.platform.failure.StartException;
import org.junit.jupiter.api.Test;

/** Everything that was opened is closed, whatever happens. */
class OpenResourcesTest {
    private final List<String> closed = new ArrayList<>();
    private final OpenResources open = new OpenResources();

    @Test
    void theLastIsClosedFirstAndEachOnce() {
        open.add(() -> closed.add("first"));
        open.add(() -> closed.add("second"));
        open.close();
        open.close();
        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void oneThatFailsToCloseKeepsNoneOfTheOthersFromIt() {
        open.add(() -> closed.add("first"));
        open.add(() -> {
            throw new IllegalStateException("told to fail");
        });
        open.close();
        assertThat(closed).containsExactly("first");
    }

    /** A process that is told to end while a service starts. */
    @Test
    void whatIsOpenedTooLateIsClosedAtOnce() {
        open.close();
        assertThatThrownBy(() -> open.add(() -> closed.add("late")))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("told to stop");
        assertThat(closed).containsExactly("late");
    }
}
