package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A background part of a service.
 *
 * @param state {@code working}, {@code failing}, or {@code starting} until its first success
 * @param lastSuccessSeconds seconds since its last success; omitted if there was none
 * @param failingSeconds how long it has been failing; omitted while it works
 * @param failure why it fails; omitted while it works
 * @param undoneSeconds how long its oldest undone work has waited; omitted if none waits
 * @param note which work waits, or a note for the operator; omitted if there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackgroundPart(
        String state,
        @Nullable Long lastSuccessSeconds,
        @Nullable Long failingSeconds,
        @Nullable String failure,
        @Nullable Long undoneSeconds,
        @Nullable String note) {}
