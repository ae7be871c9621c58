package org.ticketdesk.processor.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.desk.Head;
import org.ticketdesk.core.journey.Agent;
import org.ticketdesk.core.journey.AgentId;
import org.ticketdesk.core.journey.Channel;
import org.ticketdesk.core.journey.CustomerId;
import org.ticketdesk.core.journey.LastWord;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Priority;
import org.ticketdesk.core.journey.Settings;
import org.ticketdesk.core.journey.Status;
import org.ticketdesk.core.journey.Ticket;
import org.ticketdesk.core.journey.TicketId;

/** The form of the rows is frozen: another takes a new name for {@link StoreRows#STORE}, or rows that are kept would be misread. */
class RowCodecTest {
    private final RowCodec codec = new RowCodec();

    @Test
    void theBytesOfATicketAreThoseOfVersion1() {
        Ticket ticket = new Ticket(
                new TicketId("t-17"),
                new CustomerId("c-9"),
                Channel.SOCIAL,
                new TicketId("t-1"),
                1_000,
                Priority.LOW,
                Status.IN_PROGRESS,
                2_000,
                null,
                new AgentId("bob"),
                LastWord.DESK,
                3_000);

        byte[] row = codec.encode(ticket);

        assertThat(HexFormat.of().formatHex(row))
                .isEqualTo("08742d313706632d39020674" + "2d31d00f0606a01f0006626f6202f02e");
        assertThat(codec.ticket(row)).isEqualTo(ticket);
    }

    @Test
    void theBytesOfAnAgentAreThoseOfVersion1() {
        Agent agent = new Agent(new AgentId("bob"), Presence.AWAY, null, 42);

        byte[] row = codec.encode(agent);

        assertThat(HexFormat.of().formatHex(row)).isEqualTo("06626f62020054");
        assertThat(codec.agent(row)).isEqualTo(agent);
    }

    @Test
    void theBytesOfADeskAreThoseOfVersion1() {
        byte[] hash = new byte[32];
        hash[31] = 1;
        DeskRow desk =
                new DeskRow(new Head(7, 1_000, new Settings(1_000, 2_000, Settings.OFF, 5)), 64, "a-1", 1, hash, 3);

        byte[] row = codec.encode(desk);

        assertThat(HexFormat.of().formatHex(row))
                .isEqualTo("0ed00fd00fa01f000a800106612d3102" + "00".repeat(31) + "01" + "06");
        assertThat(codec.desk(row)).usingRecursiveComparison().isEqualTo(desk);
    }
}
