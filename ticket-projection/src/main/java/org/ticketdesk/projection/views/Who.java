package org.ticketdesk.projection.views;

import org.jspecify.annotations.Nullable;

/**
 * Who asked.
 *
 * @param role CUSTOMER, AGENT, ADMIN or SYSTEM
 * @param id theirs; null where it is not told
 */
public record Who(String role, @Nullable String id) {

    /** This person as a customer is told of them: of the people at a desk they know the agents, who talk to them. */
    public Who toldTo(Who customer) {
        return role.equals("AGENT") || role.equals("SYSTEM") || equals(customer) ? this : new Who(role, null);
    }
}
