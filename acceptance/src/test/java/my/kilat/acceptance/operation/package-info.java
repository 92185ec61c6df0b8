/** Every operation of the contract, a valid call of each, and the stage to make it on. */
@org.jspecify.annotations.NullMarked
package my.kilat.acceptance.operation;
