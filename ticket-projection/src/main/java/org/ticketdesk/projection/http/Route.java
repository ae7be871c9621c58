package org.ticketdesk.projection.http;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Something that can be asked: all that the server and its description know of it.
 *
 * @param method the method
 * @param path with the path's parameters in braces
 * @param summary in a few words
 * @param description in a few sentences
 * @param rule who may ask
 * @param parameters of the path, the query and the headers
 * @param body what the body must be, if there is one
 * @param replies what is answered when nothing is wrong
 * @param problems the statuses of what may be wrong, but for those that any route may answer with
 * @param work what answers
 */
record Route(
        Method method,
        String path,
        String summary,
        String description,
        Rule rule,
        List<Parameter<?>> parameters,
        Optional<Body> body,
        List<Reply> replies,
        List<Problem.Status> problems,
        Work work) {

    /** The methods that there are; what can be got can be asked for its head, too. */
    enum Method {
        GET,
        POST
    }

    /**
     * A body in JSON.
     *
     * @param schema what it is read as
     * @param without a field of the schema that is in the path instead
     * @param known a field that may be left out, since the token says it
     * @param examples by their names
     */
    record Body(Schema schema, String without, String known, List<Example> examples) {}

    /**
     * An example of a body.
     *
     * @param name what it shows
     * @param json the body
     */
    record Example(String name, String json) {}

    /**
     * An answer when nothing is wrong.
     *
     * @param status its status
     * @param description for people
     * @param content what it says
     * @param isAboutDesk whether it carries the desk's sequence
     */
    record Reply(int status, String description, Content content, boolean isAboutDesk) {}

    /** What an answer says. */
    sealed interface Content {
        /**
         * One thing, in JSON.
         *
         * @param type a record
         */
        record One(Type type) implements Content {}

        /**
         * A part of a list, in JSON or as CSV.
         *
         * @param item what is listed
         */
        record Part(Class<?> item) implements Content {}

        /**
         * One thing in JSON, of which there is a table as CSV.
         *
         * @param type a record
         */
        record Table(Type type) implements Content {}

        /** An outcome as the contract has it, in JSON, with the first outcome of a repetition. */
        record WireOutcome() implements Content {}

        /** Server-Sent Events. */
        record Events() implements Content {}

        /** Any JSON object. */
        record Free() implements Content {}
    }

    /** What answers, and on which thread. */
    sealed interface Work {
        /**
         * A query of the views, on one of a few threads: a database driver may hold its thread.
         *
         * @param answer answers
         */
        record Query(Function<Asked, Answer> answer) implements Work {}

        /**
         * Something that may wait for long, on the request's own (virtual) thread.
         *
         * @param answer answers
         */
        record Wait(Function<Asked, Answer> answer) implements Work {}

        /**
         * Something that goes on until either side ends it, on the request's own (virtual) thread.
         *
         * @param stream writes the answer
         */
        record Stream(BiConsumer<Asked, EventWriter> stream) implements Work {}
    }
}
