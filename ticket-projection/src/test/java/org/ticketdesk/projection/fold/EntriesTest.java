package org.ticketdesk.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ticketdesk.core.story.Voice.admin;
import static org.ticketdesk.core.story.Voice.agent;
import static org.ticketdesk.core.story.Voice.clock;
import static org.ticketdesk.core.story.Voice.customer;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ticketdesk.core.journey.Presence;
import org.ticketdesk.core.journey.Timer;

class EntriesTest extends FoldedStory {

    @Test
    void anEntryIsOfTheTicketThatItsActionNamed() throws EntryAtFault {
        story.online("bob")
                .said(customer("c").opens("t"), agent("bob").writes("t"))
                .saidInVain(agent("bob").closes("t"))
                .said(clock().fires("t", Timer.IDLE));

        assertThat(tickets()).containsExactly("-", "-", "t", "t", "t", "t");
    }

    @Test
    void anEntryOfADeskIsOfNoTicketThoughTicketsFollowR7R1() throws EntryAtFault {
        story.online("bob")
                .said(customer("c").opens("t"), agent("bob").goes(Presence.AWAY))
                .online("ann");

        assertThat(tickets()).containsExactly("-", "-", "t", "-", "-", "-");
    }

    @Test
    void withoutASubjectARefusalIsOfNoTicket() throws EntryAtFault {
        story.said(customer("c").opens("t")).saidInVain(admin().closes("t"));
        JournalRecord named = story.record(2);

        views().apply(List.of(story.record(1)));
        views().apply(List.of(new JournalRecord(0, 1, "sales", null, named.value())));

        assertThat(views().row("SELECT ticket FROM entries WHERE sequence = 2")).containsEntry("ticket", "-");
    }

    @Test
    void aRefusalIsKeptWithItsReason() throws EntryAtFault {
        story.said(customer("c").opens("t"))
                .after(1_000)
                .saidInVain(customer("c").closes("t"));

        views().apply(story.records());

        assertThat(views().row("SELECT sequence, at, actor_role, actor_id, action_type, ticket, reason FROM refusals"))
                .isEqualTo(Map.of(
                        "sequence", 2L,
                        "at", JournalStory.BEGINNING + 1_000,
                        "actor_role", "CUSTOMER",
                        "actor_id", "c",
                        "action_type", "CloseTicket",
                        "ticket", "t",
                        "reason", "NOT_PERMITTED"));
    }

    @Test
    void anEntryIsKeptAsPublished() throws EntryAtFault {
        story.said(customer("c").opens("t"));

        views().apply(story.records());

        assertThat(views().row("SELECT record FROM entries"))
                .containsEntry(
                        "record", HexFormat.of().formatHex(story.record(1).value()));
    }

    private List<Object> tickets() throws EntryAtFault {
        views().apply(story.records());
        return views().rows("SELECT ticket FROM entries ORDER BY sequence").stream()
                .map(row -> row.get("ticket"))
                .toList();
    }
}
