/**
 * Accounts, passwords, logins and the tokens that come of them.
 *
 * <p>For whoever operates it:
 *
 * <ul>
 *   <li><b>To change the signing key</b>, set another {@code JWT_PRIVATE_KEY} and restart. The public half of the old one
 *       stays in {@code signing_key} and in the key set until the last of its tokens has expired. To end all its tokens
 *       at once, delete its row as well; verifiers notice within {@code JWKS_REFRESH}. A key that was made in
 *       development is changed by setting its {@code private_key} to null.
 *   <li><b>To unlock an account</b> after failed logins: {@code delete from login_failure where address_hash =
 *       sha256('somebody@example.com')}.
 *   <li><b>To ban one</b>, set {@code account.banned_at}: it can neither log in nor refresh; its access token lives out.
 *   <li>A <b>first pet</b> that is named while registering is kept in {@code account.first_pet}, as far as it makes sense,
 *       for whatever will keep profiles of pets.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package my.kilat.identity;
