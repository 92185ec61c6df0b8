package my.kilat.console.system;

import static org.assertj.core.api.Assertions.assertThat;

import my.kilat.console.system.OperationFigures.Operation;
import my.kilat.console.upstream.MetricsText;
import org.junit.jupiter.api.Test;

/** What metrics tell of the operations of one service. */
class OperationFiguresTest {
    private static final String METRICS = """
            # TYPE kilat_http_requests_seconds histogram
            kilat_http_requests_seconds_bucket{operation="getBooking",service="booking",status="200",le="0.005"} 3
            kilat_http_requests_seconds_count{operation="getBooking",service="booking",status="200"} 3
            kilat_http_requests_seconds_sum{operation="getBooking",service="booking",status="200"} 0.03
            kilat_http_requests_seconds_max{operation="getBooking",service="booking",status="200"} 0.02
            kilat_http_requests_seconds_count{operation="getBooking",service="booking",status="503"} 1
            kilat_http_requests_seconds_sum{operation="getBooking",service="booking",status="503"} 1.01
            kilat_http_requests_seconds_max{operation="getBooking",service="booking",status="503"} 1.01
            kilat_http_requests_seconds_count{operation="listBookings",service="booking",status="200"} 2.0E1
            kilat_http_requests_seconds_sum{operation="listBookings",service="booking",status="200"} 0.2
            kilat_http_requests_seconds_count{operation="openOfferSocket",service="booking",status="101"} 9
            kilat_http_requests_seconds_sum{operation="openOfferSocket",service="booking",status="101"} 9000
            kilat_http_requests_seconds_sum{operation="getTrip",service="tracking",status="200"} 5
            kilat_http_requests_seconds_sum{operation="listBookings",service="booking",status="200"} NaN
            """;

    @Test
    void operationsOfTheServiceAreSummedUp() {
        assertThat(OperationFigures.read("booking", MetricsText.read(METRICS, OperationFigures.WANTED)))
                .containsExactlyInAnyOrder(
                        new Operation("booking", "getBooking", 4, 1, 260, 1010),
                        new Operation("booking", "listBookings", 20, 0, 10, 0));
    }
}
