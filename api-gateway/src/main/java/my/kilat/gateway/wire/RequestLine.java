package my.kilat.gateway.wire;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The first line of a request, parsed strictly: one space between its parts, a known method, HTTP/1.0 or HTTP/1.1. */
final class RequestLine {
    private static final byte[] VERSION = Bytes.ascii("HTTP/1.");
    private static final byte[] HTTP = Bytes.ascii("http://");
    private static final byte[] HTTPS = Bytes.ascii("https://");

    private byte[] bytes = new byte[0];
    private @Nullable Refusal refusal;
    private Method method = Method.GET;
    private int pathStart;
    private int pathEnd;
    private int targetEnd;
    private int authorityStart;
    private int authorityEnd;
    private boolean oldVersion;

    /** Copies the positions of another instance, which refer to these bytes. */
    void copy(RequestLine other, byte[] copied) {
        bytes = copied;
        refusal = other.refusal;
        method = other.method;
        pathStart = other.pathStart;
        pathEnd = other.pathEnd;
        targetEnd = other.targetEnd;
        authorityStart = other.authorityStart;
        authorityEnd = other.authorityEnd;
        oldVersion = other.oldVersion;
    }

    /** Parses "METHOD SP target SP HTTP/1.x CRLF". Returns the index after it or a negative constant of Fields. */
    int read(byte[] from, int end) {
        bytes = from;
        refusal = null;
        int i = 0;
        while (i < end && Bytes.isToken(bytes[i])) {
            i++;
        }
        if (i == end) {
            return i > 32 ? Fields.MALFORMED : Fields.INCOMPLETE;
        }
        if (i == 0 || bytes[i] != ' ') {
            return Fields.MALFORMED;
        }
        Method known = Method.of(bytes, 0, i);
        int target = ++i;
        while (i < end && bytes[i] > ' ' && bytes[i] != 0x7f) {
            i++;
        }
        if (i == end) {
            return Fields.INCOMPLETE;
        }
        if (i == target || bytes[i] != ' ') {
            return Fields.MALFORMED;
        }
        targetEnd = i++;
        if (end - i < VERSION.length + 3) {
            return partOfVersion(i, end) ? Fields.INCOMPLETE : Fields.MALFORMED;
        }
        if (!partOfVersion(i, end)) {
            return malformed(Refusal.VERSION);
        }
        i += VERSION.length;
        oldVersion = bytes[i] == '0';
        if (!oldVersion && bytes[i] != '1') {
            return malformed(Refusal.VERSION);
        }
        if (bytes[i + 1] != '\r' || bytes[i + 2] != '\n') {
            return Fields.MALFORMED;
        }
        if (known == null) {
            return malformed(Refusal.METHOD);
        }
        method = known;
        return origin(target) ? i + 3 : malformed(Refusal.TARGET);
    }

    private int malformed(Refusal fault) {
        refusal = fault;
        return Fields.MALFORMED;
    }

    private boolean partOfVersion(int at, int end) {
        for (int k = 0; k < VERSION.length && at + k < end; k++) {
            if (bytes[at + k] != VERSION[k]) {
                return false;
            }
        }
        return true;
    }

    /** Finds the path in the target: the whole of it, or the part after the authority of an absolute one. */
    private boolean origin(int target) {
        authorityStart = -1;
        pathStart = target;
        if (bytes[target] != '/') {
            int scheme = Bytes.startsWithIgnoreCase(bytes, target, targetEnd, HTTP)
                    ? HTTP.length
                    : Bytes.startsWithIgnoreCase(bytes, target, targetEnd, HTTPS) ? HTTPS.length : 0;
            if (scheme == 0) {
                return false;
            }
            authorityStart = target + scheme;
            int i = authorityStart;
            while (i < targetEnd && bytes[i] != '/') {
                i++;
            }
            authorityEnd = i;
            pathStart = i;
        }
        pathEnd = Target.pathEnd(bytes, pathStart, targetEnd);
        return pathStart < targetEnd;
    }

    /** The fault of the line, if it is more specific than "malformed". */
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    Method method() {
        return method;
    }

    int pathStart() {
        return pathStart;
    }

    int pathEnd() {
        return pathEnd;
    }

    int targetEnd() {
        return targetEnd;
    }

    boolean oldVersion() {
        return oldVersion;
    }

    /** Whether the target contains an authority, which has to equal the Host field. */
    boolean hasAuthority() {
        return authorityStart >= 0;
    }

    /** The authority in lower case. */
    byte[] authority() {
        return Bytes.ascii(Bytes.text(bytes, authorityStart, authorityEnd).toLowerCase(Locale.ROOT));
    }
}
