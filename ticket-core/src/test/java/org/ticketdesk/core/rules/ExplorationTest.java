package org.ticketdesk.core.rules;

class ExplorationTest {
    @org.junit.jupiter.api.Test
    void x() {}
}
