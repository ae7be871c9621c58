package org.ticketdesk.embedded;

import java.util.List;
import java.util.Map;

/**
 * Who may enter a broker, and who may do all there: users log in by SCRAM over TLS, and without an access rule nobody but the
 * super user may do anything. Users and passwords are those of the folder's first start.
 *
 * @param superUser may do all; one of the users
 * @param passwords of each user, by name; without quotes, commas, brackets and backslashes
 */
public record Security(String superUser, Map<String, String> passwords) {
    static final String MECHANISM = "SCRAM-SHA-512";

    /** Checks that Kafka takes the names and passwords as they are. */
    public Security {
        passwords = Map.copyOf(passwords);
        if (!passwords.containsKey(superUser)) {
            throw new IllegalArgumentException(
                    "The super user " + superUser + " has no password: expected one of " + passwords.keySet() + ".");
        }
        passwords.forEach((user, password) -> {
            if (!user.matches("[A-Za-z0-9._-]+") || !password.matches("[^\\s\"',\\[\\]\\\\;]+")) {
                throw new IllegalArgumentException("User " + user
                        + ": expected a name of letters, digits, dots, dashes and underscores, and a password without"
                        + " spaces, quotes, commas, semicolons, brackets and backslashes.");
            }
        });
    }

    /** As the storage's formatter takes them. */
    List<String> scramArguments() {
        return passwords.entrySet().stream()
                .map(user -> "%s=[name=%s,password=%s]".formatted(MECHANISM, user.getKey(), user.getValue()))
                .toList();
    }

    String login(String user) {
        if (!passwords.containsKey(user)) {
            throw new IllegalArgumentException(
                    "There is no user " + user + ": expected one of " + passwords.keySet() + ".");
        }
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, passwords.get(user));
    }

    /** The users' names alone. */
    @Override
    public String toString() {
        return "Security[superUser=" + superUser + ", users=" + passwords.keySet() + "]";
    }
}
