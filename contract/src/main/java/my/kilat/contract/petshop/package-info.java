/** Pet shops. */
@org.jspecify.annotations.NullMarked
package my.kilat.contract.petshop;
