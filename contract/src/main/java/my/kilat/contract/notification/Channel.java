package my.kilat.contract.notification;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import my.kilat.contract.Word;

/** A way to reach people beyond the inbox. */
public enum Channel implements Word {
    PUSH("push"),
    SMS("sms"),
    EMAIL("email");

    private final String word;

    Channel(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String word() {
        return word;
    }

    /** The constant of that word; fails with the list of words if there is none. */
    @JsonCreator
    public static Channel of(String word) {
        return Word.of(Channel.class, word);
    }

    /** The constant of that word; empty for one that only a newer version knows. */
    public static Optional<Channel> find(String word) {
        return Arrays.stream(values())
                .filter(channel -> channel.word.equals(word))
                .findFirst();
    }

    /** The name of its flag in {@link Preferences}, such as {@code enable_push}. */
    public String flag() {
        return "enable_" + word;
    }

    /** One flag for each channel, by its name: true for the enabled ones. */
    public static Map<String, Boolean> flags(Set<Channel> on) {
        Map<String, Boolean> flags = new LinkedHashMap<>();
        for (Channel channel : values()) {
            flags.put(channel.flag(), on.contains(channel));
        }
        return Collections.unmodifiableMap(flags);
    }

    /** The channels whose flag has this value. */
    static Set<Channel> withFlag(Map<String, ?> flags, boolean value) {
        EnumSet<Channel> found = EnumSet.noneOf(Channel.class);
        for (Channel channel : values()) {
            if (flags.get(channel.flag()) instanceof Boolean flag && flag == value) {
                found.add(channel);
            }
        }
        return found;
    }
}
