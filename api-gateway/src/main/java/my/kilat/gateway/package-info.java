/**
 * The gateway: routes, tokens, limits, CORS and the proxy path, on event loops only.
 *
 * <p>Entry points: {@link my.kilat.gateway.route.ContractRoutes} for the routes, {@link my.kilat.gateway.Settings} for the
 * settings, and {@link my.kilat.gateway.proxy.admission.AdmissionPipeline} for the stages of a request.
 */
@NullMarked
package my.kilat.gateway;

import org.jspecify.annotations.NullMarked;
