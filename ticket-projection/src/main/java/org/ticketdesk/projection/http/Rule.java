package org.ticketdesk.projection.http;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.ticketdesk.projection.http.access.Role;

/**
 * Who may ask for a route. Each route has one; the server asks it, the description and the table in {@code docs/security.md} are made of
 * it. Whatever is said of desks here, a desk that the token is not for looks as if it were not there.
 */
enum Rule {
    /** Carries no data: nobody need say who they are. */
    ANYBODY(),
    /** Is about whoever asks. */
    ONESELF("themselves", "themselves", "themselves", "themselves"),
    /** Is a list of desks, in which those of the token are. */
    DESKS(null, "their desks", "their desks", "their desks"),
    /** Is about a desk as such. */
    DESK(null, "their desks", "their desks", "their desks"),
    /** Is about one ticket, which the server sees to be the customer's own before it answers; else it looks as if it were not there. */
    TICKET("own tickets", "their desks", "their desks", "their desks"),
    /** Is about several tickets or actions, out of which a customer is told their own. */
    OWN_PART("own part", "their desks", "their desks", "their desks"),
    /** Asks something of a desk, in one's own name: that of the token, whatever the body says. */
    ACTING("as themselves, own tickets", "as themselves, their desks", "as themselves, their desks", null),
    /** Makes tokens of others: there only where a process has a key of its own, and for whoever runs it alone. */
    OPERATOR(null, null, "the operator", null);

    private final Map<Role, String> shares = new EnumMap<>(Role.class);

    Rule(String... shares) {
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] != null) {
                this.shares.put(Role.values()[i], shares[i]);
            }
        }
    }

    /** Whether one must say who one is. */
    boolean isForKnown() {
        return this != ANYBODY;
    }

    /** The roles that may ask. */
    Set<Role> roles() {
        return shares.keySet();
    }

    /** What a role may ask for, in words; null for nothing. */
    String share(Role role) {
        return shares.get(role);
    }
}
