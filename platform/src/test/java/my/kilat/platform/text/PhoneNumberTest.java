package my.kilat.platform.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import my.kilat.platform.failure.Failure;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
    @ParameterizedTest
    @CsvSource({
        "+60 12-345 6789,+60123456789",
        "(03) 2161-2345,0321612345",
        "1234567,1234567",
        "123456789012345,123456789012345",
        "'  ',''"
    })
    void numbersInTheirOneSpelling(String typed, String kept) {
        assertThat(PhoneNumber.of(typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"123456", "1234567890123456", "60+123456789", "++60123456789", "012345678a", "٠١٢٣٤٥٦٧٨٩"})
    void whatIsNoNumber(String typed) {
        assertThatThrownBy(() -> PhoneNumber.of(typed)).isInstanceOf(Failure.Invalid.class);
    }
}
