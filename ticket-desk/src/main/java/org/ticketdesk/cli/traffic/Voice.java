package org.ticketdesk.cli.traffic;

import org.apache.avro.specific.SpecificRecord;
import org.ticketdesk.events.Actor;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.Role;

/** Speaks for the people of one desk: each call is a new action with an id of its own. Not thread-safe. */
final class Voice {
    /** The admin of every desk that is played. */
    static final String ADMIN = "boss";

    private final String desk;
    private final String ids;
    private long number;

    /**
     * @param desk where
     * @param ids what the ids of its actions begin with, never used before
     */
    Voice(String desk, String ids) {
        this.desk = desk;
        this.ids = ids;
    }

    DeskAction customer(String customer, String ticket, SpecificRecord action) {
        return of(Role.CUSTOMER, customer, ticket, action);
    }

    DeskAction agent(String agent, String ticket, SpecificRecord action) {
        return of(Role.AGENT, agent, ticket, action);
    }

    DeskAction admin(String ticket, SpecificRecord action) {
        return of(Role.ADMIN, ADMIN, ticket, action);
    }

    private DeskAction of(Role role, String who, String ticket, SpecificRecord action) {
        return new DeskAction(ids + "-" + ++number, desk, ticket, new Actor(role, who), null, action);
    }
}
