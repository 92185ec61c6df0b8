/** Sessions: the refresh tokens that descend from one login. */
@org.jspecify.annotations.NullMarked
package my.kilat.identity.session;
