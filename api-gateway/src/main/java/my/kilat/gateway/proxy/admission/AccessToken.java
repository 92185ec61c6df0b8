package my.kilat.gateway.proxy.admission;

import my.kilat.gateway.wire.Bytes;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.RequestHead;

/**
 * The position of the access token in a request. There is one instance per event loop, valid until the next request is read.
 */
final class AccessToken {
    private static final byte[] BEARER = Bytes.ascii("bearer ");
    private static final byte[] PARAMETER = Bytes.ascii("token=");

    private byte[] bytes = new byte[0];
    private int from;
    private int to;
    private boolean malformed;

    /** Finds the token in the Authorization header or, for a socket, in the query parameter {@code token}. */
    AccessToken read(RequestHead head, boolean socket) {
        bytes = head.bytes();
        from = 0;
        to = 0;
        malformed = false;
        Fields fields = head.fields();
        int i = fields.find(Field.AUTHORIZATION);
        if (i >= 0) {
            header(fields.valueStart(i), fields.valueEnd(i));
        } else if (socket) {
            parameter(head.pathEnd(), head.targetEnd());
        }
        return this;
    }

    private void header(int start, int end) {
        if (!Bytes.startsWithIgnoreCase(bytes, start, end, BEARER)) {
            malformed = true;
            return;
        }
        int i = start + BEARER.length;
        while (i < end && bytes[i] == ' ') {
            i++;
        }
        from = i;
        to = end;
        malformed = from == to;
    }

    private void parameter(int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if ((i == start + 1 || bytes[i - 1] == '&') && isParameter(i, end)) {
                from = i + PARAMETER.length;
                to = from;
                while (to < end && bytes[to] != '&') {
                    to++;
                }
                return;
            }
        }
    }

    private boolean isParameter(int at, int end) {
        if (end - at < PARAMETER.length) {
            return false;
        }
        for (int k = 0; k < PARAMETER.length; k++) {
            if (bytes[at + k] != PARAMETER[k]) {
                return false;
            }
        }
        return true;
    }

    boolean isPresent() {
        return to > from;
    }

    boolean isMalformed() {
        return malformed;
    }

    byte[] bytes() {
        return bytes;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    String text() {
        return Bytes.text(bytes, from, to);
    }
}
