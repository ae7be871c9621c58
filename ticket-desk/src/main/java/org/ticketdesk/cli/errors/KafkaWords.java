package org.ticketdesk.cli.errors;

import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;

/** What Kafka says, in words for a person who can do something about it. */
public final class KafkaWords {
    private KafkaWords() {}

    /**
     * The words of an exception of Kafka's clients: what was found and, where somebody is kept out, what to do.
     *
     * @return one sentence or two, on one line
     */
    public static String of(Throwable problem) {
        return switch (kafkas(problem)) {
            case SslAuthenticationException tls ->
                "TLS cannot be agreed upon (" + innermost(tls) + "). See that the certificate is of an authority that"
                        + " ssl.truststore.location or ssl.truststore.certificates names, that it is for this host name,"
                        + " and that the broker's port is one for TLS.";
            case SaslAuthenticationException login ->
                "the log-in is refused (" + stripped(login.getMessage())
                        + "). See sasl.mechanism and sasl.jaas.config.";
            case TopicAuthorizationException topics
            when topics.unauthorizedTopics().isEmpty() -> denied("topics to be made or deleted", topics);
            case TopicAuthorizationException topics -> denied("topic " + named(topics.unauthorizedTopics()), topics);
            case GroupAuthorizationException group -> denied("consumer group " + group.groupId(), group);
            case AuthorizationException other -> denied("this", other);
            case Throwable other -> stripped(other.getMessage()) + ".";
        };
    }

    private static String denied(String what, AuthorizationException problem) {
        return "Kafka's access rules do not allow " + what + " (" + stripped(problem.getMessage())
                + "). Grant what the party needs: `desk topics acls` prints it.";
    }

    private static String named(Set<String> topics) {
        return String.join(", ", topics.stream().sorted().toList());
    }

    private static String innermost(Throwable problem) {
        return problem.getCause() == null ? stripped(problem.getMessage()) : innermost(problem.getCause());
    }

    /** The innermost reason that is Kafka's says the most: what is around it says that there was one. */
    private static Throwable kafkas(Throwable problem) {
        return problem.getCause() instanceof KafkaException cause ? kafkas(cause) : problem;
    }

    private static String stripped(String message) {
        if (message == null) {
            return "no message";
        }
        String flat = message.strip().replaceAll("\\s*\\R\\s*", " ");
        return flat.endsWith(".") ? flat.substring(0, flat.length() - 1) : flat;
    }
}
