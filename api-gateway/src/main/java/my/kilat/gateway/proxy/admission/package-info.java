/**
 * The stages that a request passes before it is forwarded; the entry point is {@link
 * my.kilat.gateway.proxy.admission.AdmissionPipeline}.
 */
@NullMarked
package my.kilat.gateway.proxy.admission;

import org.jspecify.annotations.NullMarked;
