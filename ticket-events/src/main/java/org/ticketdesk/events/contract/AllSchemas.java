package org.ticketdesk.events.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Every schema ever published, on board of this library. They are the content of the topic {@code desk-schemas}, and what a
 * {@link org.ticketdesk.events.codec.Codec} reads old records with.
 *
 * <p>Immutable, and safe for use by many threads.
 */
public final class AllSchemas {

    private static final String FOLDER = "/org/ticketdesk/events/published/";
    private static final List<Published> PUBLISHED =
            text("index.txt").lines().map(AllSchemas::load).toList();

    private AllSchemas() {}

    /**
     * One published schema.
     *
     * @param record the simple name of the record, such as {@code DeskAction}
     * @param number 1 for the first schema of that record, and so on
     * @param fingerprint its fingerprint
     * @param text the schema in JSON, with its documentation, complete in itself
     */
    public record Published(String record, int number, Fingerprint fingerprint, String text) {}

    /**
     * All published schemas.
     *
     * @return the schemas of each record from the oldest to the newest; never empty
     */
    public static List<Published> published() {
        return PUBLISHED;
    }

    private static Published load(String path) {
        var record = path.substring(0, path.indexOf('/'));
        var name = path.substring(path.indexOf('/') + 1, path.length() - ".avsc".length());
        var dash = name.indexOf('-');
        return new Published(
                record,
                Integer.parseInt(name.substring(0, dash)),
                Fingerprint.parse(name.substring(dash + 1)),
                text(path));
    }

    private static String text(String path) {
        try (InputStream in = AllSchemas.class.getResourceAsStream(FOLDER + path)) {
            if (in == null) {
                throw new IllegalStateException("This library was built without " + FOLDER + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + FOLDER + path, e);
        }
    }
}
