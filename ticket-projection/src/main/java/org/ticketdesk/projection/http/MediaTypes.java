package org.ticketdesk.projection.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which media type an answer gets, by what the header Accept says (RFC 9110, 12.5.1). */
final class MediaTypes {
    static final String JSON = "application/json";

    private MediaTypes() {}

    /** The media types of a content, the usual one first. */
    static List<String> of(Route.Content content) {
        return switch (content) {
            case Route.Content.One one -> List.of(JSON);
            case Route.Content.Part part -> List.of(JSON, Csv.MEDIA_TYPE);
            case Route.Content.Table table -> List.of(JSON, Csv.MEDIA_TYPE);
            case Route.Content.WireOutcome outcome -> List.of(JSON);
            case Route.Content.Events events -> List.of(EventWriter.MEDIA_TYPE);
            case Route.Content.Free free -> List.of(JSON);
        };
    }

    /**
     * The one of these that is wanted most; of those that are wanted alike, the first.
     *
     * @param accept the header, or null
     * @return empty when none of these is wanted
     */
    static Optional<String> wanted(List<String> possible, String accept) {
        if (accept == null || accept.isBlank()) {
            return Optional.of(possible.getFirst());
        }
        String best = null;
        double quality = 0;
        for (String type : possible) {
            double its = quality(type, accept);
            if (its > quality) {
                best = type;
                quality = its;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How much a type is wanted, from 0 to 1: what the most specific range that it is in says. */
    private static double quality(String type, String accept) {
        double quality = 0;
        int specificity = -1;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";");
            int its = specificity(type, parts[0].strip());
            if (its > specificity) {
                specificity = its;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static int specificity(String type, String range) {
        if (range.equals(type)) {
            return 2;
        }
        if (range.equals(type.substring(0, type.indexOf('/')) + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}
