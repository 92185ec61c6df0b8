/** Responses of the gateway itself: the API's description, a page to browse it, and the platform's health. */
@NullMarked
package my.kilat.gateway.pages;

import org.jspecify.annotations.NullMarked;
