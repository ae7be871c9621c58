package org.ticketdesk.core.journey;

import static org.ticketdesk.core.journey.Status.ACTIVE;
import static org.ticketdesk.core.journey.Status.CLOSED;
import static org.ticketdesk.core.journey.Status.IDLE;
import static org.ticketdesk.core.journey.Status.IN_PROGRESS;
import static org.ticketdesk.core.journey.Status.PENDING;
import static org.ticketdesk.core.journey.Status.PROACTIVE;

/**
 * The rows of the rulebook: every way in which a ticket's status may change. The tables and the picture in {@code docs/} are
 * generated from here; where a row is taken is found by its name, in {@code org.ticketdesk.core.rules}.
 */
public enum Row {
    /** Assigned. */
    R1(
            PENDING,
            ACTIVE,
            "assigned to an agent",
            "SYSTEM (routing), ADMIN",
            "routing: agent available; admin: agent ONLINE",
            "assignee set"),
    /** Parked while Active. */
    R2(ACTIVE, IN_PROGRESS, "status changed by hand", "AGENT (assignee), ADMIN", "", "assignment cancelled"),
    /** The customer is silent. */
    R3(
            ACTIVE,
            IDLE,
            "customer silent for the time set",
            "SYSTEM (timer)",
            "last message not by the customer",
            "assignee kept"),
    /** Set aside. */
    R4(
            ACTIVE,
            IDLE,
            "status changed by hand",
            "AGENT (assignee), ADMIN",
            "last message not by the customer",
            "assignee kept"),
    /** Closed by an admin. */
    R5(ACTIVE, CLOSED, "an admin closed it", "ADMIN", "", "assignment ends"),
    /** Closed by the agent. */
    R6(
            ACTIVE,
            CLOSED,
            "the agent closed it",
            "AGENT (assignee)",
            "ticket came through a social channel",
            "assignment ends"),
    /** The assignee left. */
    R7(
            ACTIVE,
            PENDING,
            "assignee went AWAY or OFFLINE",
            "AGENT (presence)",
            "",
            "assignment cancelled, routed again at once"),
    /** Assigned while parked. */
    R8(IN_PROGRESS, ACTIVE, "an admin assigned it", "ADMIN", "target ONLINE", "assignee set"),
    /** Back to the last assignee. */
    R9(IN_PROGRESS, ACTIVE, "customer wrote, last assignee ONLINE", "CUSTOMER", "", "last assignee gets it back"),
    /** R12 and then R1 of one ticket in one decision: both are emitted, never this. */
    R10(
            IN_PROGRESS,
            ACTIVE,
            "customer wrote, last assignee not ONLINE, somebody else available",
            "CUSTOMER, then SYSTEM",
            "",
            "R12 then R1 in one decision, both emitted, never collapsed"),
    /** Parked for long enough. */
    R11(IN_PROGRESS, PENDING, "the time set has passed", "SYSTEM (timer)", "", "routed at once"),
    /** Nobody to give it back to. */
    R12(
            IN_PROGRESS,
            PENDING,
            "customer wrote, last assignee not ONLINE",
            "CUSTOMER",
            "",
            "routed at once; stays Pending only when nobody is available"),
    /** Parked while Idle. */
    R13(IDLE, IN_PROGRESS, "status changed by hand", "AGENT (assignee), ADMIN", "", "assignment cancelled"),
    /** The customer is back. */
    R14(
            IDLE,
            ACTIVE,
            "customer wrote",
            "CUSTOMER",
            "",
            "assignee kept; if the assignee is not ONLINE, R7 follows in the same decision"),
    /** Closed by hand while Idle. */
    R15(IDLE, CLOSED, "closed by hand", "AGENT (assignee), ADMIN", "", "assignment ends"),
    /** Idle for long enough. */
    R16(IDLE, CLOSED, "the time set has passed", "SYSTEM (timer)", "", "assignment ends"),
    /** The customer answered. */
    R17(
            PROACTIVE,
            ACTIVE,
            "customer answered",
            "CUSTOMER",
            "",
            "who started the chat is assignee; if not ONLINE, R7 follows in the same decision"),
    /** Reopened, nobody to give it back to. */
    R18(CLOSED, PENDING, "an admin reopened it, last assignee not ONLINE", "ADMIN", "", "routed at once"),
    /** Reopened by an admin. */
    R19(CLOSED, ACTIVE, "an admin reopened it, last assignee ONLINE", "ADMIN", "", "last assignee gets it back"),
    /** Reopened by the last assignee. */
    R20(
            CLOSED,
            ACTIVE,
            "the last assignee reopened it",
            "AGENT (last assignee)",
            "they are ONLINE",
            "they get it back"),
    /** Opened by a customer. */
    B1(null, PENDING, "a customer opened a ticket", "CUSTOMER", "id not used", "routed at once"),
    /** Begun by an agent. */
    B2(null, PROACTIVE, "an agent wrote first", "AGENT", "id not used", "the agent is assignee; the channel is in-app");

    private final Status from;
    private final Status to;
    private final String because;
    private final String who;
    private final String guard;
    private final String effect;

    Row(Status from, Status to, String because, String who, String guard, String effect) {
        this.from = from;
        this.to = to;
        this.because = because;
        this.who = who;
        this.guard = guard;
        this.effect = effect;
    }

    /** The status that is left; null for a birth. */
    public Status from() {
        return from;
    }

    /** The status that is reached. */
    public Status to() {
        return to;
    }

    /** Why, in the words of the guide. */
    public String because() {
        return because;
    }

    /** Who causes it; in a cascade, who stands at its head. */
    public String who() {
        return who;
    }

    /** What must be so; empty when nothing. */
    public String guard() {
        return guard;
    }

    /** What it does to the assignment. */
    public String effect() {
        return effect;
    }

    /** Whether this row is no change of its own but the name of two others in one decision (R10). */
    public boolean isComposite() {
        return this == R10;
    }

    /** Whether a ticket that takes this row counts as newly assigned to its agent when the next one is routed (decision 4). */
    public boolean isAssignment() {
        return switch (this) {
            case R1, R8, R9, R19, R20 -> true;
            case R2, R3, R4, R5, R6, R7, R10, R11, R12, R13, R14, R15, R16, R17, R18, B1, B2 -> false;
        };
    }
}
