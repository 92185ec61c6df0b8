package my.kilat.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * The header fields of one message, as positions in its bytes. One instance serves an event loop for all its messages, one
 * after the other: it is used at once and never kept.
 */
public final class Fields {
    /** The most fields of a message; more are refused, because no client sends them, and each costs work. */
    public static final int MOST = 100;

    private final Field[] field = new Field[MOST];
    private final int[] nameStart = new int[MOST];
    private final int[] nameEnd = new int[MOST];
    private final int[] valueStart = new int[MOST];
    private final int[] valueEnd = new int[MOST];
    private byte[] bytes = new byte[0];
    private int count;

    /** The result of {@link #read} if the end of the header is missing. */
    static final int INCOMPLETE = -1;

    static final int MALFORMED = -2;
    static final int TOO_MANY = -3;

    /**
     * Parses fields up to and including the empty line. Strictly: every line ends in CR LF, names are tokens with no space
     * before the colon, values contain no control characters, and no line continues another.
     *
     * @return the index after the empty line, or one of the negative constants
     */
    int read(byte[] from, int at, int end) {
        bytes = from;
        count = 0;
        int i = at;
        while (true) {
            if (i + 1 >= end) {
                return i < end && from[i] != '\r' && !Bytes.isToken(from[i]) ? MALFORMED : INCOMPLETE;
            }
            if (from[i] == '\r') {
                return from[i + 1] == '\n' ? i + 2 : MALFORMED;
            }
            if (count == MOST) {
                return TOO_MANY;
            }
            int name = i;
            while (i < end && Bytes.isToken(from[i])) {
                i++;
            }
            if (i == end) {
                return INCOMPLETE;
            }
            if (i == name || from[i] != ':') {
                return MALFORMED;
            }
            int colon = i++;
            while (i < end && Bytes.isBlank(from[i])) {
                i++;
            }
            int value = i;
            i = Bytes.firstControl(from, i, end);
            if (i + 1 >= end) {
                return i < end && from[i] != '\r' ? MALFORMED : INCOMPLETE;
            }
            if (from[i] != '\r' || from[i + 1] != '\n') {
                return MALFORMED;
            }
            int valueTo = i;
            while (valueTo > value && Bytes.isBlank(from[valueTo - 1])) {
                valueTo--;
            }
            add(Field.of(from, name, colon), name, colon, value, valueTo);
            i += 2;
        }
    }

    /** Copies the positions of another instance, which refer to these bytes. */
    void copy(Fields other, byte[] copied) {
        bytes = copied;
        count = other.count;
        System.arraycopy(other.field, 0, field, 0, count);
        System.arraycopy(other.nameStart, 0, nameStart, 0, count);
        System.arraycopy(other.nameEnd, 0, nameEnd, 0, count);
        System.arraycopy(other.valueStart, 0, valueStart, 0, count);
        System.arraycopy(other.valueEnd, 0, valueEnd, 0, count);
    }

    private void add(Field known, int name, int colon, int value, int valueTo) {
        field[count] = known;
        nameStart[count] = name;
        nameEnd[count] = colon;
        valueStart[count] = value;
        valueEnd[count] = valueTo;
        count++;
    }

    /** The bytes that all positions refer to. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of fields. */
    public int count() {
        return count;
    }

    /** The i-th field. */
    public Field field(int i) {
        return field[i];
    }

    /** The start of the i-th name. */
    public int nameStart(int i) {
        return nameStart[i];
    }

    /** The end of the i-th name. */
    public int nameEnd(int i) {
        return nameEnd[i];
    }

    /** The start of the i-th value, without surrounding blanks. */
    public int valueStart(int i) {
        return valueStart[i];
    }

    /** The end of the i-th value. */
    public int valueEnd(int i) {
        return valueEnd[i];
    }

    /** The i-th value as text. */
    public String value(int i) {
        return Bytes.text(bytes, valueStart[i], valueEnd[i]);
    }

    /** The index of the first such field, or -1. */
    public int find(Field wanted) {
        for (int i = 0; i < count; i++) {
            if (field[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** The value of the first such field as text, or null. */
    public @Nullable String text(Field wanted) {
        int i = find(wanted);
        return i < 0 ? null : value(i);
    }

    /** Whether the i-th value is the given lower-case text in any letter case. */
    public boolean valueIs(int i, byte[] lower) {
        return Bytes.equalsIgnoreCase(bytes, valueStart[i], valueEnd[i], lower);
    }

    /** Whether the i-th value, a comma-separated list, contains the given lower-case word. */
    public boolean valueHolds(int i, byte[] lower) {
        return Bytes.listHolds(bytes, valueStart[i], valueEnd[i], lower);
    }

    /** Whether one of the message's Connection fields names the i-th field, which is then not passed on. */
    public boolean namedByConnection(int i) {
        for (int c = 0; c < count; c++) {
            if (field[c] == Field.CONNECTION && listNames(c, i)) {
                return true;
            }
        }
        return false;
    }

    private boolean listNames(int list, int i) {
        int length = nameEnd[i] - nameStart[i];
        int at = valueStart[list];
        int end = valueEnd[list];
        while (at < end) {
            while (at < end && (Bytes.isBlank(bytes[at]) || bytes[at] == ',')) {
                at++;
            }
            int word = at;
            while (at < end && bytes[at] != ',' && !Bytes.isBlank(bytes[at])) {
                at++;
            }
            if (at - word == length && sameName(word, nameStart[i], length)) {
                return true;
            }
        }
        return false;
    }

    private boolean sameName(int a, int b, int length) {
        for (int k = 0; k < length; k++) {
            if (Bytes.lower(bytes[a + k]) != Bytes.lower(bytes[b + k])) {
                return false;
            }
        }
        return true;
    }
}
