package my.kilat.gateway.proxy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a request is sent again. */
class RetryPolicyTest {
    @Test
    void aConnectionThatCannotBeOpenedIsTriedAtEachInstanceOnceAndTwiceAtASingleOne() {
        assertThat(RetryPolicy.afterConnectFailure(true, 1, 1)).isTrue();
        assertThat(RetryPolicy.afterConnectFailure(true, 2, 1)).isFalse();
        assertThat(RetryPolicy.afterConnectFailure(true, 2, 3)).isTrue();
        assertThat(RetryPolicy.afterConnectFailure(true, 3, 3)).isFalse();
    }

    @Test
    void withoutItsBytesARequestCannotBeSentAgain() {
        assertThat(RetryPolicy.afterConnectFailure(false, 1, 3)).isFalse();
    }

    @Test
    void aConnectionThatClosesIsRetriedOnceIfTheRequestIsSafe() {
        assertThat(RetryPolicy.afterBreak(UpstreamFailure.CLOSED, true, 1)).isTrue();
        assertThat(RetryPolicy.afterBreak(UpstreamFailure.CLOSED, true, 2)).isFalse();
        assertThat(RetryPolicy.afterBreak(UpstreamFailure.CLOSED, false, 1)).isFalse();
    }

    @Test
    void anUpstreamThatMayBeAtWorkIsNotAskedAgain() {
        assertThat(RetryPolicy.afterBreak(UpstreamFailure.TIMEOUT, true, 1)).isFalse();
        assertThat(RetryPolicy.afterBreak(UpstreamFailure.BROKEN, true, 1)).isFalse();
    }
}
