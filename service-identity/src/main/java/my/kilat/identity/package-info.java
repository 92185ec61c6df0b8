/**
 * Accounts, passwords, logins and tokens.
 *
 * <p>For operators:
 *
 * <ul>
 * <li><b>To change the signing key</b>, set another {@code JWT_PRIVATE_KEY} and restart. The public half of the old one stays
 *     in {@code signing_key} and in the key set until the last of its tokens has expired. To end all its tokens at once,
 *     delete its row as well; verifiers notice within {@code JWKS_REFRESH}. A key that was made in development is changed by
 *     setting its {@code private_key} to null.
 * <li><b>To unlock an account</b> after failed logins: {@code delete from login_failure where sha256('somebody@example.com')
 *     in (address_hash, account_hash)}.
 * <li><b>To ban one</b>: {@code update account set banned_at = now() where email = 'somebody@example.com'}. It can neither log
 *     in nor refresh, its access tokens are refused everywhere within two seconds, and its devices get no more push messages.
 *     To lift the ban, set {@code banned_at} to null.
 * <li><b>To end all sessions of one</b>: {@code update account set session_generation = session_generation + 1 where email =
 *     'somebody@example.com'}. The effect is that of a logout.
 * <li><b>To announce all accounts to the other services again</b>, after they or Kafka have lost data: {@code update account
 *     set announced_version = 0}. Otherwise it happens within a day.
 * <li>The <b>first pet</b> of a registration is stored in {@code account.first_pet}, as far as it is valid, for a future
 *     service of pet profiles.
 * </ul>
 */
@org.jspecify.annotations.NullMarked
package my.kilat.identity;
