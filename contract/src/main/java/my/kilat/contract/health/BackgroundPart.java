package my.kilat.contract.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Something that works in the background of a service.
 *
 * @param state {@code working}, {@code failing}, or {@code starting} as long as it has never worked
 * @param lastSuccessSeconds how long ago it last succeeded; omitted when it never has
 * @param failingSeconds since when it fails; omitted while it works
 * @param failure why it fails; omitted while it works
 * @param undoneSeconds how long its oldest undone work has waited; omitted when none waits
 * @param note what waits, or what a person has to see to; omitted when there is nothing to say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackgroundPart(
        String state,
        @Nullable Long lastSuccessSeconds,
        @Nullable Long failingSeconds,
        @Nullable String failure,
        @Nullable Long undoneSeconds,
        @Nullable String note) {}
