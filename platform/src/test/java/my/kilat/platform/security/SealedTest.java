package my.kilat.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sealed bytes are read with their key alone, and no change of them goes unnoticed. */
class SealedTest {
    private static final byte[] PLAIN = "an access token".getBytes(StandardCharsets.UTF_8);

    private static byte[] key(int first) {
        byte[] key = new byte[32];
        key[0] = (byte) first;
        return key;
    }

    @Test
    void isOpenedWithItsKeyAlone() {
        byte[] stored = Sealed.of(PLAIN, key(1)).bytes();
        assertThat(Sealed.stored(stored).open(key(1))).contains(PLAIN);
        assertThat(Sealed.stored(stored).open(key(2))).isEmpty();
    }

    @Test
    void noChangeGoesUnnoticed() {
        byte[] stored = Sealed.of(PLAIN, key(1)).bytes();
        for (int i = 0; i < stored.length; i++) {
            byte[] changed = stored.clone();
            changed[i] ^= 1;
            assertThat(Sealed.stored(changed).open(key(1))).as("byte " + i).isEmpty();
            assertThat(Sealed.stored(Arrays.copyOf(stored, i)).open(key(1)))
                    .as("cut to " + i)
                    .isEmpty();
        }
    }

    @Test
    void theSameBytesLookDifferentEachTimeAndShowNothing() {
        Sealed sealed = Sealed.of(PLAIN, key(1));
        assertThat(sealed.bytes()).isNotEqualTo(Sealed.of(PLAIN, key(1)).bytes());
        assertThat(sealed.toString()).isEqualTo("Sealed");
    }

    @Test
    void aKeyHas32Bytes() {
        assertThatThrownBy(() -> Sealed.of(PLAIN, new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }
}
