package my.kilat.gateway.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The landing page, the OpenAPI document and the page to browse it, from the class path. */
public final class Pages {
    private static final String SWAGGER = "META-INF/resources/webjars/swagger-ui/";
    private static final String YAML = "application/yaml";
    private static final String HTML = "text/html; charset=utf-8";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String STYLE = "text/css; charset=utf-8";

    private volatile Map<String, Page> pages = Map.of();

    /** The document at a path, or null. */
    public @Nullable Page find(String path) {
        return pages.get(path);
    }

    /** Loads all documents into memory. */
    public void load() {
        Map<String, Page> loaded = new HashMap<>();
        loaded.put("/openapi.yaml", Page.of(YAML, resource("my/kilat/contract/openapi.yaml")));
        loaded.put("/asyncapi.yaml", Page.of(YAML, resource("my/kilat/contract/asyncapi.yaml")));
        loaded.put("/", Page.of(HTML, resource("my/kilat/gateway/pages/landing.html")));
        loaded.put("/landing.css", Page.of(STYLE, resource("my/kilat/gateway/pages/landing.css")));
        loaded.put("/docs", docs(""));
        loaded.put("/docs/", docs("../"));
        loaded.put("/docs/docs.css", Page.of(STYLE, resource("my/kilat/gateway/pages/docs.css")));
        loaded.put("/docs/docs.js", Page.of(SCRIPT, resource("my/kilat/gateway/pages/docs.js")));
        String swagger = SWAGGER + swaggerVersion() + "/";
        loaded.put("/docs/swagger-ui.css", Page.of(STYLE, resource(swagger + "swagger-ui.css")));
        loaded.put("/docs/swagger-ui-bundle.js", Page.of(SCRIPT, resource(swagger + "swagger-ui-bundle.js")));
        pages = Map.copyOf(loaded);
    }

    /**
     * The page to browse the API. Its links reach the gateway's root by this relative path, so that it works under any path.
     */
    private static Page docs(String toRoot) {
        String html = new String(resource("my/kilat/gateway/pages/docs.html"), StandardCharsets.UTF_8);
        return Page.of(HTML, html.replace("{root}", toRoot).getBytes(StandardCharsets.UTF_8));
    }

    private static String swaggerVersion() {
        Properties properties = new Properties();
        try (InputStream in = open("META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "");
    }

    private static byte[] resource(String name) {
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Pages.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is not on the class path");
        }
        return in;
    }
}
