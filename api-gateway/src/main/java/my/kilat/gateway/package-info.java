/**
 * The door of the platform: routes, tokens, limits, CORS and the proxy path, on event loops only.
 *
 * <p>Start at {@link my.kilat.gateway.route.ContractRoutes} for what leads where, at {@link my.kilat.gateway.Settings} for what can be
 * set, and at {@link my.kilat.gateway.proxy.admission.AdmissionPipeline} for the way of a request.
 */
@NullMarked
package my.kilat.gateway;

import org.jspecify.annotations.NullMarked;
