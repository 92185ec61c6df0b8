/**
 * The wire contract: the records that mirror {@code openapi.yaml} and {@code asyncapi.yaml}, one package per subject. Names
 * are in camel case here and in snake case on the wire; a nullable component of a response is omitted when null.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.contract;
