/** What a trip is, when it begins and ends, who may follow it: records and rules, without a framework. */
@org.jspecify.annotations.NullMarked
package my.kilat.tracking.domain;
