package my.kilat.identity.account;

import java.time.InstantSource;
import java.util.UUID;
import my.kilat.contract.identity.UpdateProfileRequest;
import my.kilat.identity.domain.Account;
import my.kilat.identity.domain.FullName;
import my.kilat.identity.store.Accounts;
import my.kilat.platform.database.Database;
import my.kilat.platform.database.Tx;
import my.kilat.platform.failure.Failure;
import my.kilat.platform.text.PhoneNumber;
import org.jspecify.annotations.Nullable;

/** Reads and changes accounts on behalf of their holders. */
public final class Profiles {
    private final Database database;
    private final InstantSource clock;
    private final Announcer announcer;

    public Profiles(Database database, InstantSource clock, Announcer announcer) {
        this.database = database;
        this.clock = clock;
        this.announcer = announcer;
    }

    /**
     * Reads the caller's account.
     *
     * @throws Failure.NotFound if it does not exist any more
     */
    public Account get(UUID id) {
        return Accounts.find(database, id).orElseThrow(() -> new Failure.NotFound("User", id));
    }

    /**
     * Changes the caller's account; values that are missing or blank remain as they are.
     *
     * @throws Failure.NotFound if it does not exist any more
     * @throws Failure.Invalid if a new value is invalid
     */
    public Account change(Tx tx, UUID id, UpdateProfileRequest wanted) {
        tx.afterCommit(announcer::wake);
        String name = given(wanted.fullName());
        String phone = given(wanted.phone());
        return Accounts.change(
                        tx,
                        id,
                        name == null ? null : FullName.of(name),
                        phone == null ? null : given(PhoneNumber.of(phone)),
                        given(wanted.avatarUrl()),
                        clock.instant())
                .orElseThrow(() -> new Failure.NotFound("User", id));
    }

    private static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
