/** The events on the four topics, their envelope, and who reads them. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.event;
