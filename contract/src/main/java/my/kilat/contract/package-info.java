/**
 * The wire contract: the records that mirror {@code openapi.yaml} and {@code asyncapi.yaml}, one package per subject. Names
 * are in camel case here and in snake case on the wire; a nullable component of a response is omitted when null. A record has
 * the name of its schema; one whose subject is also a type of a service's domain ends in {@code Resource} in addition, so that
 * both can be used side by side.
 */
@org.jspecify.annotations.NullMarked
package my.kilat.contract;
