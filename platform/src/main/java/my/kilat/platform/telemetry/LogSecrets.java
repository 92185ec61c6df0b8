package my.kilat.platform.telemetry;

import java.util.regex.Pattern;

/**
 * Leaves out of a text what looks like a secret. Nothing in the code logs one; this is for the text of an error that a library or
 * another server made.
 */
final class LogSecrets {
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w-]{8,}(\\.[\\w-]*){0,2}");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer|basic)\\s+[\\w.~+/=-]{8,}");
    private static final Pattern NAMED = Pattern.compile(
            "(?i)((?:password|secret|token|authorization|api[_-]?key)\\w*+\"?\\s?[=:]\\s?\"?)(?!\\*)[^\\s\"',;&)]{1,500}");
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/@\\s]{1,200}@");

    private LogSecrets() {}

    static String leftOut(String text) {
        String shorter = TOKEN.matcher(text).replaceAll("***");
        shorter = BEARER.matcher(shorter).replaceAll("$1 ***");
        shorter = NAMED.matcher(shorter).replaceAll("$1***");
        return CREDENTIALS.matcher(shorter).replaceAll("//***@");
    }
}
