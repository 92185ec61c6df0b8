package my.kilat.launcher.service;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Starts a main class from jars that are not on the class path. During AOT training the class path holds the libraries alone,
 * so that the cache stays valid when our own jars are rebuilt; this class is the only one of ours on it, in a jar of its own.
 */
final class Boot {
    private Boot() {}

    /** {@code our-jars main-class arguments...}. */
    public static void main(String[] arguments) throws Exception {
        String[] jars = arguments[0].split(File.pathSeparator, -1);
        var urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            urls[i] = Path.of(jars[i]).toUri().toURL();
        }
        var loader = new URLClassLoader(urls, Boot.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        Class.forName(arguments[1], true, loader)
                .getMethod("main", String[].class)
                .invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    }
}
