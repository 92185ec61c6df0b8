package my.kilat.platform.service;

import my.kilat.platform.security.ServiceTokens;
import my.kilat.platform.security.TokenVerifier;

/**
 * How a service authenticates its callers.
 *
 * @param tokens verifies the access tokens of people
 * @param services verifies the tokens of other services, and signs those for them
 */
record Credentials(TokenVerifier tokens, ServiceTokens services) {}
