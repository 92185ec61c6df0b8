package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.wire.Field;
import my.kilat.gateway.wire.Fields;
import my.kilat.gateway.wire.RequestHead;
import my.kilat.platform.net.Address;
import my.kilat.platform.net.Networks;

/** Determines the client address of a request that passed trusted proxies. */
final class ResolveAddress implements Stage {
    private static final int MOST_HOPS = 16;

    private final Networks trustedProxies;

    ResolveAddress(Networks trustedProxies) {
        this.trustedProxies = trustedProxies;
    }

    @Override
    public Outcome apply(Exchange exchange, RequestHead head, ByteBuf rest) {
        if (exchange.client().peer().trusted()) {
            Address peer = exchange.client().peer().address();
            exchange.request().comesFrom(forwardedFor(peer, head.fields()));
        }
        return Outcome.NEXT;
    }

    /**
     * The last forwarded address that is not itself a trusted proxy. Only a bounded number is examined: one beyond the length
     * of any chain of proxies was added by a caller.
     */
    private Address forwardedFor(Address peer, Fields fields) {
        int looked = 0;
        for (int i = fields.count() - 1; i >= 0; i--) {
            if (fields.field(i) == Field.X_FORWARDED_FOR) {
                String[] hops = fields.value(i).split(",", -1);
                for (int k = hops.length - 1; k >= 0 && looked < MOST_HOPS; k--) {
                    looked++;
                    Address hop = Address.parse(hops[k]);
                    if (hop == null) {
                        return peer;
                    }
                    if (!trustedProxies.hold(hop)) {
                        return hop;
                    }
                }
            }
        }
        return peer;
    }
}
