package org.ticketdesk.projection.http;

import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ticketdesk.events.topics.TraceContext;
import org.ticketdesk.projection.http.Parameter.Where;
import org.ticketdesk.projection.http.Problem.Status;
import org.ticketdesk.projection.http.access.Caller;
import org.ticketdesk.projection.http.access.Role;

/** What a request asks for: its parameters, read as its route declares them, and its body. */
final class Asked {
    private static final Pattern BROKEN_ENCODING = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final Map<Parameter<?>, Object> values;
    private final String mediaType;
    private final byte[] body;
    private final Caller caller;
    private final Optional<TraceContext> trace;

    private Asked(
            Map<Parameter<?>, Object> values,
            String mediaType,
            byte[] body,
            Caller caller,
            Optional<TraceContext> trace) {
        this.values = values;
        this.mediaType = mediaType;
        this.body = body;
        this.caller = caller;
        this.trace = trace;
    }

    /**
     * Reads a request.
     *
     * @param caller who asks; null where nobody need say so
     * @throws ProblemException at the first parameter that the route does not know, that is missing, or that is nothing of its
     *     kind; when no form of the answer is wanted, or the body is of another type than JSON
     */
    static Asked of(Route route, Context context, @Nullable Caller caller) {
        refuseUnreadable(context);
        refuseUnknown(route, context);
        Map<Parameter<?>, Object> values = new HashMap<>();
        for (Parameter<?> parameter : route.parameters()) {
            values.put(parameter, value(parameter, given(parameter, context)));
        }
        return new Asked(
                values,
                mediaType(route, values, context),
                route.body().isPresent() ? body(context) : null,
                caller,
                TraceContext.of(context.header(TraceContext.TRACEPARENT), context.header(TraceContext.TRACESTATE)));
    }

    /**
     * The value of a parameter.
     *
     * @return null when it was not given, and nothing holds instead
     */
    <T> T get(Parameter<T> parameter) {
        if (!values.containsKey(parameter)) {
            throw new IllegalArgumentException("The route does not declare the parameter " + parameter.name());
        }
        @SuppressWarnings("unchecked")
        T value = (T) values.get(parameter);
        return value;
    }

    /** Whether the route declares the parameter. */
    boolean knows(Parameter<?> parameter) {
        return values.containsKey(parameter);
    }

    /** Whether a list is wanted as CSV. */
    boolean wantsCsv() {
        return mediaType.equals(Csv.MEDIA_TYPE);
    }

    /** Who asks, of a route that is for those who say so. */
    Caller caller() {
        return caller;
    }

    /** Whether a customer asks, who is told of their own alone. */
    boolean isOfCustomer() {
        return caller.role() == Role.CUSTOMER;
    }

    /** The trace that the request belongs to, if it says so well. */
    Optional<TraceContext> trace() {
        return trace;
    }

    /** The body, of a route that has one. */
    byte[] body() {
        return body;
    }

    /** The server would leave out what it cannot decode, and a filter that is left out is another question. */
    private static void refuseUnreadable(Context context) {
        String query = context.queryString();
        if (query != null && BROKEN_ENCODING.matcher(query).find()) {
            throw malformed(
                    "",
                    "The query " + shortened(query)
                            + " has a % that is not followed by two hex digits; expected %25 for"
                            + " one that stands for itself.");
        }
    }

    private static void refuseUnknown(Route route, Context context) {
        List<String> known = route.parameters().stream()
                .filter(parameter -> parameter.where() == Where.QUERY)
                .map(Parameter::name)
                .toList();
        context.queryParamMap().keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw malformed(
                            name,
                            "There is no parameter " + shortened(name) + " here; expected "
                                    + (known.isEmpty() ? "none" : "some of " + String.join(", ", known)) + ".");
                });
    }

    private static String mediaType(Route route, Map<Parameter<?>, Object> values, Context context) {
        Object format = values.get(Routes.FORMAT);
        if (format != null) {
            return format.equals("csv") ? Csv.MEDIA_TYPE : MediaTypes.JSON;
        }
        List<String> possible = MediaTypes.of(route.replies().getFirst().content());
        return MediaTypes.wanted(possible, context.header("Accept"))
                .orElseThrow(() -> new ProblemException(Problem.of(
                        Status.NOT_ACCEPTABLE,
                        "The header Accept is " + shortened(context.header("Accept")) + "; expected "
                                + String.join(" or ", possible) + " among what it names.")));
    }

    /** Only JSON: a form of another site's page cannot send that. It is in UTF-8, whatever charset the header says. */
    private static byte[] body(Context context) {
        String given = context.header("Content-Type");
        if (given == null || !given.split(";")[0].strip().equalsIgnoreCase(MediaTypes.JSON)) {
            throw new ProblemException(Problem.of(
                    Status.UNSUPPORTED_MEDIA_TYPE,
                    "The header Content-Type is " + (given == null ? "missing" : shortened(given)) + "; expected "
                            + MediaTypes.JSON + "."));
        }
        return context.bodyAsBytes();
    }

    private static List<String> given(Parameter<?> parameter, Context context) {
        return switch (parameter.where()) {
            case PATH -> List.of(context.pathParam(parameter.name()));
            case QUERY -> context.queryParams(parameter.name());
            case HEADER -> {
                String header = context.header(parameter.name());
                yield header == null ? List.of() : List.of(header);
            }
        };
    }

    private static <T> T value(Parameter<T> parameter, List<String> given) {
        if (given.isEmpty()) {
            if (parameter.required()) {
                throw malformed(
                        parameter.name(),
                        "The parameter " + parameter.name() + " is missing; expected "
                                + parameter.kind().expected() + ".");
            }
            return parameter.missing();
        }
        return parameter
                .kind()
                .reader()
                .apply(given)
                .orElseThrow(() -> malformed(
                        parameter.name(),
                        "The parameter " + parameter.name() + " is "
                                + given.stream().map(Asked::shortened).collect(Collectors.joining(" and "))
                                + "; expected "
                                + parameter.kind().expected() + "."));
    }

    /** A request that is wrong at this parameter, or at this path of the body. */
    static ProblemException malformed(String where, String detail) {
        return new ProblemException(Problem.of(Status.BAD_REQUEST, detail, Map.of("at", where)));
    }

    private static String shortened(String text) {
        return '"' + (text.length() > 140 ? text.substring(0, 140) + "…" : text) + '"';
    }
}
