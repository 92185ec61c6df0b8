/** How long it takes until others see what somebody did: positions, changes of status, effects of events. */
@org.jspecify.annotations.NullMarked
package my.kilat.bench.live;
