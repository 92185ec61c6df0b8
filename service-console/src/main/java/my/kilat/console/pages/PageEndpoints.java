package my.kilat.console.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import my.kilat.platform.http.Call;
import my.kilat.platform.http.Endpoints;
import my.kilat.platform.http.Reply;
import my.kilat.platform.http.Routes;

/**
 * The pages: one document for all paths, which shows what the path asks for, and its scripts and styles, whose names change with
 * their content. They come from the class path, compressed when they were built; and they load nothing from anywhere else but what
 * the map is drawn with, if operators bring its style.
 */
public final class PageEndpoints implements Endpoints {
    /** Of pages, and of the worker that reads the tiles of a map: it is bound by its own. */
    private static final String POLICY = "Content-Security-Policy";

    private static final String HTML = "text/html; charset=utf-8";
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)?\\.(js|css|svg)");
    private static final String MISSING = """
            <!doctype html><html lang="en"><meta charset="utf-8"><title>Kilat console</title>
            <h1>The console is not built</h1>
            <p>Its pages are built with Node 18 or newer, which was missing, or the pages that were there belonged to other
            sources. Install it, for instance with <code>apt install nodejs npm</code>, and build again.</p></html>""";

    private final String policy;
    private final ConcurrentMap<String, Optional<byte[]>> files = new ConcurrentHashMap<>();

    /** @param mapStyle whose server the pages may ask, for data and images alone */
    public PageEndpoints(Optional<MapStyle> mapStyle) {
        String from = mapStyle.map(style -> "'self' " + style.origin()).orElse("'self'");
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src " + from + " data:; "
                + "font-src 'self'; connect-src " + from + "; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'";
    }

    @Override
    public void addTo(Routes routes) {
        routes.on("openConsole", _ -> document())
                .on("openConsolePage", _ -> document())
                .on("openConsoleItem", this::item);
    }

    private Reply item(Call call) {
        String name = call.pathText("item");
        if (!call.pathText("page").equals("assets")) {
            return document();
        }
        if (!FILE.matcher(name).matches()) {
            return Reply.failure(404, "there is no such file", "");
        }
        return read("assets/" + name + ".gz")
                .map(bytes -> Reply.raw(200, type(name), bytes)
                        .with("Content-Encoding", "gzip")
                        .with(POLICY, policy)
                        .with("Cache-Control", "public, max-age=31536000, immutable")
                        .with("X-Content-Type-Options", "nosniff"))
                .orElseGet(() -> Reply.failure(404, "there is no such file", ""));
    }

    private Reply document() {
        byte[] page = read("index.html").orElseGet(() -> MISSING.getBytes(StandardCharsets.UTF_8));
        return Reply.raw(200, HTML, page)
                .with(POLICY, policy)
                .with("Cache-Control", "no-cache")
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Opener-Policy", "same-origin");
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "js" -> "text/javascript; charset=utf-8";
            case "css" -> "text/css; charset=utf-8";
            default -> "image/svg+xml";
        };
    }

    /** There are as many files as were built; whatever else is asked for is not remembered. */
    private Optional<byte[]> read(String name) {
        Optional<byte[]> known = files.get(name);
        if (known != null) {
            return known;
        }
        try (InputStream in = PageEndpoints.class.getResourceAsStream("/my/kilat/console/pages/" + name)) {
            if (in == null) {
                return Optional.empty();
            }
            Optional<byte[]> found = Optional.of(in.readAllBytes());
            files.put(name, found);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
