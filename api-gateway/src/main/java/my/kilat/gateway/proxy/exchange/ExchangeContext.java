package my.kilat.gateway.proxy.exchange;

import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.proxy.policy.Cors;
import my.kilat.gateway.proxy.upstream.ConnectionPool;

/**
 * The parts that the exchanges of an event loop share.
 *
 * @param traced whether traces that begin at the gateway are recorded
 */
public record ExchangeContext(
        LoopContext loop,
        ConnectionPool pool,
        Admission admission,
        ParkedHeads parkedHeads,
        Cors cors,
        boolean traced) {}
