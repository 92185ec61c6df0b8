package my.kilat.contract;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A constant that is written as one lower-case word. Every enumeration of the contract is one. */
public interface Word {

    /** The word on the wire, in lower case with underscores. */
    String word();

    /**
     * Finds the constant of a word.
     *
     * @throws IllegalArgumentException if no constant has that word; the message lists those there are
     */
    static <E extends Enum<E> & Word> E of(Class<E> type, String word) {
        for (E constant : type.getEnumConstants()) {
            if (constant.word().equals(word)) {
                return constant;
            }
        }
        String known = Arrays.stream(type.getEnumConstants()).map(Word::word).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("'" + word + "' is none of " + known);
    }
}
