package org.ticketdesk.core.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.ActionId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.Outcome;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Request;
import org.ticketdesk.core.journey.TicketId;
import org.ticketdesk.core.journey.Timer;
import org.ticketdesk.core.rules.Rulebook;
import org.ticketdesk.core.story.DeskStory;
import org.ticketdesk.core.story.Said;
import org.ticketdesk.core.story.Voice;

/** What a decision asks of its rows does not depend on how many tickets and agents there are. */
class BoundedCostTest {
    private static final Voice CUSTOMER = Voice.customer("c");
    private static final Voice ADMIN = Voice.admin();

    @Test
    void aDecisionReadsAndWritesAsManyRowsOnALargeDeskAsOnASmallOne() {
        Map<String, Map<String, Integer>> small = new LargeDesk(10, 100).callsOfEachAction();
        Map<String, Map<String, Integer>> large = new LargeDesk(2_000, 100_000).callsOfEachAction();

        assertThat(large).isEqualTo(small).hasSizeGreaterThan(25);
        assertThat(large.toString()).doesNotContain("openTickets").doesNotContain("agents");
    }

    /** A desk where each agent is full and all other tickets wait; t-0 is Active. */
    private static final class LargeDesk {
        private final Map<String, Integer> calls = new TreeMap<>();
        private final Desk desk;
        private final String lastInLine;
        private int count;

        LargeDesk(int agents, int tickets) {
            InMemoryRows rows = new InMemoryRows();
            DeskRows counting = (DeskRows) Proxy.newProxyInstance(
                    DeskRows.class.getClassLoader(), new Class<?>[] {DeskRows.class}, (proxy, method, arguments) -> {
                        calls.merge(method.getName(), 1, Integer::sum);
                        try {
                            return method.invoke(rows, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
            desk = new Desk(counting, Head.OF_A_NEW_DESK);
            for (int i = 0; i < agents; i++) {
                done(ADMIN.adds("agent-" + i));
                done(ADMIN.sets("agent-" + i, Presence.ONLINE));
            }
            lastInLine = "t-" + (tickets - 1);
            for (int i = 0; i < tickets; i++) {
                done(CUSTOMER.opens("t-" + i));
            }
        }

        /** Each action that changes a bounded number of tickets, one after another, and what it asked of the rows. */
        Map<String, Map<String, Integer>> callsOfEachAction() {
            String bob = desk.ticket(new TicketId("t-0")).assignee().value();
            Voice holder = Voice.agent(bob);
            String other = desk.ticket(new TicketId("t-1")).assignee().value();
            Map<String, Map<String, Integer>> all = new LinkedHashMap<>();
            all.put("B1, which waits", calls(CUSTOMER.opens("new-1")));
            all.put("B2", calls(holder.startsChat("new-2")));
            all.put("a customer's message while Active", calls(CUSTOMER.writes("t-0")));
            all.put("an agent's message while Active", calls(holder.writes("t-0")));
            all.put("a message while Pending", calls(CUSTOMER.writes(lastInLine)));
            all.put("R4, and R1 of another", calls(holder.idles("t-0")));
            all.put("R14", calls(CUSTOMER.writes("t-0")));
            all.put("R2", calls(holder.parks("t-0")));
            all.put("R9", calls(CUSTOMER.writes("t-0")));
            all.put("a transfer", calls(holder.assigns("t-0", other)));
            all.put("R5", calls(ADMIN.closes("t-0")));
            all.put("R19", calls(ADMIN.reopens("t-0")));
            all.put("a refusal by the ticket", calls(CUSTOMER.writes("never-opened")));
            all.put("a refusal by the row's guard", calls(holder.idles(lastInLine)));
            all.put("R1 by an admin", calls(ADMIN.assigns(lastInLine, bob)));
            all.put("a priority in the waiting line", calls(ADMIN.sets("new-1", Priority.URGENT)));
            all.put("R17", calls(CUSTOMER.writes("new-2")));
            all.put("a timer that is not due", calls(Voice.clock().fires("t-1", Timer.IDLE)));
            all.put("joining", calls(ADMIN.adds("new-agent", 1)));
            all.put("coming ONLINE, and R1", calls(ADMIN.sets("new-agent", Presence.ONLINE)));
            all.put("more capacity, and R1", calls(ADMIN.sets("new-agent", 2)));
            all.put("R7 of two", calls(ADMIN.sets("new-agent", Presence.AWAY)));
            all.put("leaving", calls(ADMIN.removes("new-agent")));
            all.put("settings of the clocks", calls(ADMIN.sets(Timer.IDLE, 5_000)));
            all.put("a lower default capacity", calls(ADMIN.setsDefaultCapacity(1)));
            all.put("B1 of another channel", calls(CUSTOMER.opens("new-3", Channel.SOCIAL, Priority.LOW)));
            all.put("the same again", callsOfARetry());
            return all;
        }

        private Map<String, Integer> calls(Said said) {
            calls.clear();
            decide(said, "b-" + count++);
            return new TreeMap<>(calls);
        }

        private Map<String, Integer> callsOfARetry() {
            decide(CUSTOMER.opens("new-4"), "again");
            calls.clear();
            decide(CUSTOMER.opens("new-4"), "again");
            return new TreeMap<>(calls);
        }

        private void done(Said said) {
            assertThat(decide(said, "b-" + count++)).isInstanceOf(Outcome.Accepted.class);
        }

        private Outcome decide(Said said, String id) {
            Request request = new Request(new ActionId(id), said.actor(), said.action());
            return Rulebook.decide(desk, request, DeskStory.BEGINNING).outcome();
        }
    }
}
