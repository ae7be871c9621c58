package org.ticketdesk.projection.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.http.access.Role;

/** What the page shows to whom. */
@ExtendWith({OneDesk.class, OneBrowser.class})
class WhoOneIsTest {
    private static int desks;

    private RunningDesk running;
    private Browser browser;
    private String desk;

    @BeforeEach
    void twoCustomersTickets(RunningDesk running, Browser browser) {
        this.running = running;
        this.browser = browser;
        this.desk = "who-" + ++desks;
        running.cluster().agentOnline(desk, "ann", 3);
        running.cluster().customer(desk, "t-other", "\"OpenTicket\",\"channel\":\"IN_APP\"");
    }

    @Test
    void who_has_no_token_is_asked_for_one_and_comes_in_with_it() {
        browser.open(running.address(), "#/" + desk, null);
        browser.see(".sign-in", "Who are you?");
        assertThat(browser.count("nav a")).isZero();

        browser.write(".sign-in textarea", Tokens.operator());
        browser.click(".sign-in", "Come in");

        browser.see(".agent.online", "ann");
        browser.see(".oneself", "operator");
        browser.see(".connection", "Live");
    }

    @Test
    void a_token_that_comes_with_the_address_is_taken_out_of_it() {
        browser.open(running.address(), "#/" + desk + "/tickets&token=" + Tokens.operator(), null);

        browser.see(".ticket-table tbody tr", "t-other");
        assertThat(browser.address()).isEqualTo("#/" + desk + "/tickets");
        browser.ask("location.reload()");
        browser.see(".ticket-table tbody tr", "t-other");
    }

    @Test
    void a_link_with_another_s_token_asks_before_it_makes_one_another() {
        String ann = Tokens.of(Role.AGENT, "ann", Set.of(desk));
        String mallory = Tokens.of(Role.CUSTOMER, "mallory", Set.of(desk));
        browser.open(running.address(), "#/" + desk + "/tickets&token=" + mallory, ann);

        browser.see(".sign-in", "you are ann (agent). The address that you opened has the token of mallory (customer)");
        assertThat(browser.address()).isEqualTo("#/" + desk + "/tickets");
        assertThat(browser.count("nav a, .oneself")).isZero();
        browser.click(".sign-in", "Stay ann");

        browser.see(".ticket-table tbody tr", "t-other");
        browser.see(".oneself", "ann");
        browser.ask("location.hash += '&token=" + mallory + "'");
        browser.click(".sign-in", "Be mallory from now on");
        browser.see(".empty", "No tickets yet.");
        browser.see(".oneself", "mallory");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void a_link_with_a_token_of_oneself_or_after_one_s_own_is_over_asks_nothing() {
        String wall = Tokens.of(Role.DASHBOARD, "wall", Duration.ofSeconds(-60));
        browser.open(running.address(), "#/" + desk + "&token=" + Tokens.of(Role.AGENT, "ann"), wall);
        browser.see(".oneself", "ann");

        browser.ask("location.hash += '&token=" + Tokens.of(Role.AGENT, "ann", Set.of(desk)) + "'");

        browser.see(".tile.s-active .tile-count", "1");
        browser.see(".oneself", "ann");
    }

    @Test
    void a_link_with_a_token_that_does_not_hold_leaves_one_who_one_is() {
        browser.open(running.address(), "#/" + desk + "&token=nonsense", Tokens.of(Role.AGENT, "ann", Set.of(desk)));

        browser.see(".oneself", "ann");
        browser.see(".tile.s-active .tile-count", "1");
    }

    @Test
    void a_token_that_the_server_does_not_believe_is_asked_for_again_with_the_reason() {
        browser.open(running.address(), "#/" + desk, "nonsense");

        browser.see(".sign-in [role=alert]", "The token is no JWT.");
    }

    @Test
    void a_token_that_is_over_is_asked_for_again() {
        browser.open(running.address(), "#/" + desk, Tokens.of(Role.DASHBOARD, "wall", Duration.ofSeconds(-14)));
        browser.see(".oneself", "wall");

        browser.see(".sign-in [role=alert]", "Expired");
    }

    @Test
    void a_customer_sees_and_opens_their_own_tickets_and_nothing_of_the_desk() {
        browser.open(running.address(), "#/" + desk, Tokens.of(Role.CUSTOMER, "cleo", Set.of(desk)));
        browser.see(".empty", "No tickets yet.");
        assertThat(browser.texts("nav a")).containsExactly("Tickets", "Hands-on");

        browser.click("nav", "Hands-on");
        browser.see(".persona", "cleo");
        browser.click("form.stack", "Open a ticket");
        browser.see(".outcome.newest", "Done");
        browser.see(".story", "R1");
        browser.click("nav", "Tickets");

        browser.see(".ticket-table tbody tr", "cleo");
        assertThat(browser.count(".ticket-table tbody tr")).isEqualTo(1);
        assertThat(browser.text("body")).doesNotContain("t-other");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void an_agent_is_themselves_by_hand() {
        browser.open(running.address(), "#/" + desk + "/try", Tokens.of(Role.AGENT, "ann", Set.of(desk)));
        browser.see(".persona", "Your token says so.");
        assertThat(browser.count("[data-role], .guide")).isZero();

        browser.click(".persona .segments", "Away");

        browser.see(".outcome.newest", "R7");
        browser.see(".crew", "Away");
    }

    @Test
    void a_dashboard_looks_and_does_nothing() {
        browser.open(running.address(), "#/" + desk, Tokens.of(Role.DASHBOARD, "wall", Set.of(desk)));

        browser.see(".tile.s-active .tile-count", "1");
        assertThat(browser.texts("nav a")).containsExactly("Glance", "Tickets", "Measures");
    }

    @Test
    void another_s_desk_is_not_there() {
        browser.open(running.address(), "#/" + desk, Tokens.of(Role.AGENT, "ann", Set.of("elsewhere")));

        browser.see(".welcome", "no story yet");
    }
}
