package org.ticketdesk.cli.traffic;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.ticketdesk.core.journey.Row;
import org.ticketdesk.events.AddAgent;
import org.ticketdesk.events.AssignTicket;
import org.ticketdesk.events.Channel;
import org.ticketdesk.events.CloseTicket;
import org.ticketdesk.events.ConfigureDesk;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.MoveToIdle;
import org.ticketdesk.events.MoveToInProgress;
import org.ticketdesk.events.OpenTicket;
import org.ticketdesk.events.Presence;
import org.ticketdesk.events.Priority;
import org.ticketdesk.events.ReopenTicket;
import org.ticketdesk.events.SendMessage;
import org.ticketdesk.events.SetPresence;
import org.ticketdesk.events.StartProactiveChat;

/**
 * The shortest way to each row of the rulebook: a story on a new desk of its own, with an agent, ann, who is ONLINE. A clock that
 * it needs is set to the shortest time there is.
 */
public final class RowStories {
    private static final String ANN = "ann";
    private static final String BOB = "bob";
    private static final String CUSTOMER = "c-1";
    private static final String TICKET = "t-1";
    private static final Long AT_ONCE = 1_000L;

    private final Voice voice;
    private final List<DeskAction> story = new ArrayList<>();
    private int messages;

    private RowStories(Voice voice) {
        this.voice = voice;
    }

    /**
     * The story that leads to a row.
     *
     * @param row which
     * @param desk a desk of which nobody has heard yet
     * @param ids what the ids of the actions begin with, never used before
     * @return actions to publish in this order; where the row is a timer's, it happens a second after the last of them
     */
    public static List<DeskAction> of(Row row, String desk, String ids) {
        RowStories stories = new RowStories(new Voice(desk, ids));
        stories.tell(row);
        return List.copyOf(stories.story);
    }

    private void tell(Row row) {
        joins(ANN);
        goes(ANN, Presence.ONLINE);
        switch (row) {
            case B1, R1 -> opened(Channel.IN_APP);
            case B2 -> ann(new StartProactiveChat(CUSTOMER, Priority.MEDIUM));
            case R2 -> parked();
            case R3 -> {
                clocks(AT_ONCE, null, null);
                answered();
            }
            case R4 -> setAside();
            case R5 -> closed();
            case R6 -> {
                opened(Channel.SOCIAL);
                ann(new CloseTicket());
            }
            case R7 -> {
                opened(Channel.IN_APP);
                goes(ANN, Presence.AWAY);
            }
            case R8 -> {
                parked();
                admin(new AssignTicket(ANN));
            }
            case R9 -> {
                parked();
                customerWrites();
            }
            case R10 -> {
                parked();
                goes(ANN, Presence.AWAY);
                joins(BOB);
                goes(BOB, Presence.ONLINE);
                customerWrites();
            }
            case R11 -> {
                clocks(null, null, AT_ONCE);
                parked();
            }
            case R12 -> {
                parked();
                goes(ANN, Presence.AWAY);
                customerWrites();
            }
            case R13 -> {
                setAside();
                ann(new MoveToInProgress());
            }
            case R14 -> {
                setAside();
                customerWrites();
            }
            case R15 -> {
                setAside();
                ann(new CloseTicket());
            }
            case R16 -> {
                clocks(null, AT_ONCE, null);
                setAside();
            }
            case R17 -> {
                ann(new StartProactiveChat(CUSTOMER, Priority.MEDIUM));
                customerWrites();
            }
            case R18 -> {
                closed();
                goes(ANN, Presence.OFFLINE);
                admin(new ReopenTicket());
            }
            case R19 -> {
                closed();
                admin(new ReopenTicket());
            }
            case R20 -> {
                closed();
                ann(new ReopenTicket());
            }
        }
    }

    private void joins(String agent) {
        story.add(voice.admin(null, new AddAgent(agent, null)));
    }

    private void goes(String agent, Presence presence) {
        story.add(voice.agent(agent, null, new SetPresence(presence, null)));
    }

    private void clocks(Long idle, Long closeIdle, Long back) {
        story.add(voice.admin(null, new ConfigureDesk(idle, closeIdle, back, null)));
    }

    private void opened(Channel channel) {
        story.add(voice.customer(CUSTOMER, TICKET, new OpenTicket(channel, Priority.MEDIUM, null)));
    }

    private void answered() {
        opened(Channel.IN_APP);
        ann(message());
    }

    private void setAside() {
        answered();
        ann(new MoveToIdle());
    }

    private void parked() {
        opened(Channel.IN_APP);
        ann(new MoveToInProgress());
    }

    private void closed() {
        opened(Channel.IN_APP);
        admin(new CloseTicket());
    }

    private void customerWrites() {
        story.add(voice.customer(CUSTOMER, TICKET, message()));
    }

    private void ann(SpecificRecord action) {
        story.add(voice.agent(ANN, TICKET, action));
    }

    private void admin(SpecificRecord action) {
        story.add(voice.admin(TICKET, action));
    }

    private SendMessage message() {
        return new SendMessage("m-" + ++messages);
    }
}
