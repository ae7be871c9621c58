package org.ticketdesk.projection.http;

import io.javalin.http.Context;
import io.javalin.http.staticfiles.ResourceHandler;
import io.javalin.http.staticfiles.StaticFileConfig;
import io.javalin.security.RouteRole;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The files of the page, of its libraries and of the API's browser, from the class path. A file's tag is the hash of what is in
 * it, a weak one as an answer may be compressed: the times in a reproducible jar say nothing. Thread-safe.
 */
final class StaticFiles implements ResourceHandler {
    /** Where the API can be browsed. */
    static final String DOCS = "/docs/";

    private static final Pattern PLAIN_PATH =
            Pattern.compile("(?:[A-Za-z0-9_-][A-Za-z0-9_.-]*/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "ico", "image/x-icon",
            "woff2", "font/woff2",
            "json", "application/json",
            "webmanifest", "application/manifest+json",
            "txt", "text/plain; charset=utf-8");

    /** A folder of the class path under a path of the server; the first that fits a request's path is asked. */
    private record Folder(String path, String resources) {}

    private record File(URL resource, String mediaType) {}

    private final List<Folder> folders = List.of(
            new Folder("/lib/lit-html/", webjar("org.webjars.npm", "lit-html")),
            new Folder("/lib/uplot/", webjar("org.webjars.npm", "uplot")),
            new Folder(DOCS + "swagger-ui/", webjar("org.webjars", "swagger-ui")),
            new Folder(DOCS, "org/ticketdesk/projection/http/docs/"),
            new Folder("/", "page/"));

    private final ClassLoader classes = StaticFiles.class.getClassLoader();

    @Override
    public boolean canHandle(Context context) {
        return file(context.path()).isPresent();
    }

    /** Answers with the file that the path names, or with 304 when the client has it; not at all when there is none. */
    @Override
    public boolean handle(Context context) {
        Optional<File> file = file(context.path());
        file.ifPresent(found -> {
            byte[] content = read(found.resource);
            String tag = "W/\"" + sha256(content) + '"';
            context.header("ETag", tag).header("Cache-Control", "no-cache").header("Vary", "Accept-Encoding");
            if (tag.equals(context.header("If-None-Match"))) {
                context.status(304);
            } else {
                context.contentType(found.mediaType).result(content);
            }
        });
        return file.isPresent();
    }

    @Override
    public boolean addStaticFileConfig(StaticFileConfig config) {
        return false;
    }

    @Override
    public Set<RouteRole> resourceRouteRoles(Context context) {
        return Set.of();
    }

    private Optional<File> file(String path) {
        return folders.stream()
                .filter(folder -> path.startsWith(folder.path))
                .findFirst()
                .flatMap(folder -> file(folder, path.substring(folder.path.length())));
    }

    private Optional<File> file(Folder folder, String name) {
        String file = name.isEmpty() ? "index.html" : name;
        String mediaType = MEDIA_TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (mediaType == null || !PLAIN_PATH.matcher(file).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(classes.getResource(folder.resources + file))
                .map(resource -> new File(resource, mediaType));
    }

    private static byte[] read(URL resource) {
        try (InputStream in = resource.openStream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + resource + " failed", e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder with a webjar's files. Its version is in the path; the jar itself says which. */
    private static String webjar(String group, String name) {
        String path = "META-INF/maven/" + group + "/" + name + "/pom.properties";
        try (InputStream in = StaticFiles.class.getClassLoader().getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(
                        path + " is not on the class path: the webjar " + name + " is missing.");
            }
            Properties properties = new Properties();
            properties.load(in);
            return "META-INF/resources/webjars/" + name + "/" + properties.getProperty("version") + "/";
        } catch (IOException e) {
            throw new UncheckedIOException("Reading " + path + " failed", e);
        }
    }
}
