package org.ticketdesk.core.journey;

/** Who asks for an action. */
public sealed interface Actor {

    /** In which capacity. */
    Role role();

    /** Their id as it is on the wire; never null. */
    String name();

    /**
     * A customer.
     *
     * @param id never null
     */
    record Customer(CustomerId id) implements Actor {
        @Override
        public Role role() {
            return Role.CUSTOMER;
        }

        @Override
        public String name() {
            return id.value();
        }
    }

    /**
     * Somebody who says that they are an agent; the rulebook looks whether this desk knows them.
     *
     * @param id never null
     */
    record Agent(AgentId id) implements Actor {
        @Override
        public Role role() {
            return Role.AGENT;
        }

        @Override
        public String name() {
            return id.value();
        }
    }

    /**
     * An admin; need not be an agent of the desk.
     *
     * @param name their id, never null
     */
    record Admin(String name) implements Actor {
        @Override
        public Role role() {
            return Role.ADMIN;
        }
    }

    /** The desk's clock, which fires timers and may do nothing else. */
    record Clock() implements Actor {
        @Override
        public Role role() {
            return Role.SYSTEM;
        }

        @Override
        public String name() {
            return "clock";
        }
    }
}
