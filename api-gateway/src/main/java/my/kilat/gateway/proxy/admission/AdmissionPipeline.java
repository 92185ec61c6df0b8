package my.kilat.gateway.proxy.admission;

import io.netty.buffer.ByteBuf;
import java.util.List;
import my.kilat.gateway.limit.store.SharedCounters;
import my.kilat.gateway.proxy.exchange.Admission;
import my.kilat.gateway.proxy.exchange.Exchange;
import my.kilat.gateway.proxy.loop.LoopContext;
import my.kilat.gateway.wire.RequestHead;
import org.jspecify.annotations.Nullable;

/** The stages that a request passes before it is forwarded, in order. Each answers the request or passes it on to the next. */
public final class AdmissionPipeline implements Admission {
    private final Stage[] stages;
    private final RefreshLimit refreshLimit;

    AdmissionPipeline(List<Stage> stages, RefreshLimit refreshLimit) {
        this.stages = stages.toArray(Stage[]::new);
        this.refreshLimit = refreshLimit;
    }

    /**
     * The stages of the gateway for one event loop.
     *
     * @param counters the counters shared with other gateways, or null
     */
    public static AdmissionPipeline of(AdmissionParts parts, LoopContext loop, @Nullable SharedCounters counters) {
        AdmissionParts.Callers callers = parts.callers();
        AdmissionParts.Routing routing = parts.routing();
        AdmissionParts.Endpoints endpoints = parts.endpoints();
        List<Stage> stages = List.of(
                new AssignRequestId(),
                new ResolveAddress(callers.trustedProxies()),
                new ApplyCors(callers.cors()),
                new FindRoute(routing.routes()),
                new ServeHealth(endpoints.liveness(), endpoints.health()),
                new ReadToken(new TokenCache(callers.tokens()), callers.verification(), parts.limiter(), counters),
                new CountRequest(parts.limiter(), counters),
                new ServePages(endpoints.pages()),
                new RequireToken(callers.verification()),
                new LimitBody(routing.bodies(), loop.limits().body()),
                new AdmitSocket(parts.sockets(), callers.cors()),
                new Forward(routing, loop.limits().gzipFrom() > 0));
        return new AdmissionPipeline(stages, new RefreshLimit(parts.limiter()));
    }

    @Override
    public boolean admit(Exchange exchange, RequestHead head, ByteBuf rest) {
        for (int i = exchange.admission().stage(); i < stages.length; i++) {
            switch (stages[i].apply(exchange, head, rest)) {
                case NEXT -> {}
                case DONE -> {
                    return true;
                }
                case WAIT -> {
                    exchange.admission().waitAt(i);
                    return false;
                }
            }
        }
        throw new IllegalStateException("no stage has forwarded the request or answered it");
    }

    @Override
    public boolean refusesBody(Exchange exchange, ByteBuf request, int from) {
        return refreshLimit.refuses(exchange, request, from);
    }
}
