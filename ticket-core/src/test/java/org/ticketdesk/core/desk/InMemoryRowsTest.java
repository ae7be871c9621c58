package org.ticketdesk.core.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** The rows in memory keep the contract; and rows that keep nothing fail each of its tests. */
class InMemoryRowsTest extends DeskRowsContract {
    @Override
    protected DeskRows newRows() {
        return new InMemoryRows();
    }

    @Test
    void rowsThatKeepNothingFailEachTestOfTheContract() {
        DeskRowsContract ofNothing = new DeskRowsContract() {
            @Override
            protected DeskRows newRows() {
                return new Nothing();
            }
        };

        List<Method> tests = Arrays.stream(DeskRowsContract.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .toList();
        assertThat(tests)
                .hasSizeGreaterThan(10)
                .allSatisfy(test -> assertThat(catchThrowable(() -> test.invoke(ofNothing)))
                        .as(test.getName())
                        .isInstanceOf(InvocationTargetException.class));
    }

    private static final class Nothing implements DeskRows {
        @Override
        public Ticket ticket(TicketId id) {
            return null;
        }

        @Override
        public void put(Ticket ticket) {}

        @Override
        public void put(Agent agent) {}

        @Override
        public void remove(AgentId agent) {}

        @Override
        public First first(ActionId id) {
            return null;
        }

        @Override
        public void remember(ActionId id, First first) {}

        @Override
        public void forget(long before, int most) {}

        @Override
        public Iterable<Ticket> openTickets() {
            return List.of();
        }

        @Override
        public Iterable<Agent> agents() {
            return List.of();
        }
    }
}
