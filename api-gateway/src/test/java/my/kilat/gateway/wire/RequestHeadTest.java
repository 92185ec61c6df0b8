package my.kilat.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A head can be kept while the one it was copied from reads on. */
class RequestHeadTest {
    private static final byte[] REQUEST = Bytes.ascii("POST /a/b?c=d HTTP/1.1\r\nHost: kilat\r\nX-Request-ID: 7\r\n"
            + "Connection: close\r\nContent-Length: 12\r\nExpect: 100-continue\r\n\r\n");

    private final byte[] room = new byte[1024];
    private final RequestHead head = new RequestHead();
    private final RequestHead copy = new RequestHead();

    private void read(byte[] bytes) {
        System.arraycopy(bytes, 0, room, 0, bytes.length);
        assertThat(head.read(room, bytes.length, room.length)).isEqualTo(RequestHead.Outcome.COMPLETE);
    }

    @Test
    void aCopySaysTheSameAfterTheRoomIsUsedAgain() {
        read(REQUEST);
        copy.copy(head);
        Arrays.fill(room, (byte) '!');
        read(Bytes.ascii("GET / HTTP/1.0\r\n\r\n"));

        assertThat(copy.method()).isEqualTo(Method.POST);
        assertThat(Bytes.text(copy.bytes(), copy.pathStart(), copy.targetEnd())).isEqualTo("/a/b?c=d");
        assertThat(copy.fields().count()).isEqualTo(5);
        assertThat(copy.fields().text(Field.X_REQUEST_ID)).isEqualTo("7");
        assertThat(copy.fields().value(copy.host())).isEqualTo("kilat");
        assertThat(copy.contentLength()).isEqualTo(12);
        assertThat(copy.close()).isTrue();
        assertThat(copy.hasConnection()).isTrue();
        assertThat(copy.expectsContinue()).isTrue();
        assertThat(copy.oldVersion()).isFalse();
        assertThat(copy.length()).isEqualTo(REQUEST.length);
    }

    @Test
    void aCopyIsUsedAgainForAShorterAndForALongerHead() {
        read(REQUEST);
        copy.copy(head);
        read(Bytes.ascii("GET / HTTP/1.0\r\n\r\n"));
        copy.copy(head);
        assertThat(copy.fields().count()).isZero();
        assertThat(copy.oldVersion()).isTrue();
        assertThat(copy.contentLength()).isEqualTo(-1);

        read(REQUEST);
        copy.copy(head);
        assertThat(copy.fields().text(Field.X_REQUEST_ID)).isEqualTo("7");
    }
}
