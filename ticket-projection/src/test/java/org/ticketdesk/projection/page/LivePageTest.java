package org.ticketdesk.projection.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.ticketdesk.processor.Cluster;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;

@ExtendWith({OneDesk.class, OneBrowser.class})
class LivePageTest {
    private static final String FETCH = "fetch('/api/desks/' + arguments[0] + '/tickets/t-1',"
            + " {headers: {Authorization: 'Bearer ' + JSON.parse(sessionStorage.token)}})";
    private static int desks;

    private RunningDesk running;
    private Cluster cluster;
    private Browser browser;
    private String desk;

    @BeforeEach
    void aDeskWithATicketThatWaits(RunningDesk running, Browser browser) {
        this.running = running;
        this.cluster = running.cluster();
        this.browser = browser;
        this.desk = "live-" + ++desks;
        cluster.admin(desk, "\"AddAgent\",\"agent\":\"ann\"");
        customerOpens("t-1");
    }

    @Test
    void what_others_do_is_seen_at_a_glance_without_a_reload() {
        glance();
        browser.see(".side .line", "t-1");

        cluster.presence(desk, "ann", "ONLINE");

        browser.see(".tile.s-pending", "nobody waits");
        browser.see(".changes", "assigned to an agent · ann");
        browser.see(".agent.online", "1/5");
        browser.see("[data-edge=PENDING-ACTIVE] .number", "1");
        assertThat(browser.text(".tile.s-active .tile-count")).isEqualTo("1");
    }

    @Test
    void a_tickets_story_goes_on_while_one_reads_it() {
        browser.open(running.address(), "#/" + desk + "/tickets/t-1");
        browser.see(".ticket-head .chip", "Pending");

        cluster.presence(desk, "ann", "ONLINE");
        cluster.agent("ann", desk, "t-1", "\"SendMessage\",\"messageId\":\"m-1\"");
        cluster.agent("ann", desk, "t-1", "\"CloseTicket\"");

        browser.see(".ticket-head .chip", "Active");
        browser.see(".story", "ann agent wrote");
        browser.see(".story .refused", "only an admin closes it.");
    }

    @Test
    void a_row_of_the_list_changes_with_its_ticket_and_stays_where_it_is() {
        browser.open(running.address(), "#/" + desk + "/tickets");
        browser.see(".ticket-table tbody tr", "Pending");

        cluster.presence(desk, "ann", "ONLINE");

        browser.see(".ticket-table tbody tr", "Active");
        browser.see(".view-head", "1 ticket changed since");
    }

    @Test
    void a_list_that_is_older_than_the_feeds_beginning_is_read_again_without_a_word() {
        browser.open(running.address(), "#/" + desk);
        browser.see(".connection", "Live");
        browser.ask("""
                const ask = fetch;
                window.fetch = async (url, options) => {
                  if (url.includes("/stream")) {
                    await new Promise((done) => (window.connect = done));
                  }
                  return ask(url, options);
                };""");
        String other = desk + "-other";
        cluster.admin(other, "\"AddAgent\",\"agent\":\"ann\"");
        cluster.customer(other, "t-1", "\"OpenTicket\",\"channel\":\"IN_APP\"");
        browser.until(
                "the other desk",
                page -> Boolean.TRUE.equals(page.ask("return " + FETCH + ".then(answer => answer.ok)", other)));
        browser.ask("location.hash = '#/' + arguments[0] + '/tickets'", other);
        browser.see(".ticket-table tbody tr", "Pending");

        cluster.presence(other, "ann", "ONLINE");
        browser.until(
                "the change in the views",
                page -> Boolean.TRUE.equals(page.ask(
                        "return " + FETCH + ".then(answer => answer.json())"
                                + ".then(ticket => ticket.status === 'ACTIVE')",
                        other)));
        browser.ask("window.connect()");

        browser.see(".connection", "Live");
        browser.see(".ticket-table tbody tr", "Active");
        assertThat(browser.text(".view-head")).isEqualTo("Tickets");
    }

    @Test
    void a_new_desk_is_no_fault_and_appears_as_soon_as_it_begins() {
        String fresh = desk + "-new";
        browser.open(running.address(), "#/" + fresh);
        browser.see(".welcome", "no story yet");

        cluster.admin(fresh, "\"AddAgent\",\"agent\":\"ann\"");

        browser.see(".agent", "ann");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void the_waiting_line_says_how_many_more_wait_than_it_shows() {
        for (int i = 2; i <= 9; i++) {
            customerOpens("t-" + i);
        }

        browser.open(running.address(), "#/" + desk);

        browser.see(".waiting", "and 3 more");
        browser.see(".waiting .card-head", "9 tickets");
        assertThat(browser.count(".line li")).isEqualTo(6);
        browser.click(".waiting", "and 3 more");
        browser.until("the line in its order", page -> page.address().contains("sort=waiting"));
    }

    @Test
    void after_the_server_was_away_the_page_connects_again_and_knows_what_it_missed() {
        glance();
        browser.see(".connection", "Live");
        running.stopServer();
        try {
            browser.until(
                    "to say that the server is away",
                    page -> !page.text(".connection").equals("Live"));
            customerOpens("t-2");
            cluster.presence(desk, "ann", "ONLINE");
        } finally {
            running.startServer();
        }

        browser.see(".connection", "Live");
        browser.see(".tile.s-active .tile-count", "2");
        browser.see("[data-edge=PENDING-ACTIVE] .number", "2");
        browser.until("both changes once", page -> page.count(".changes li") == 4);
    }

    @Test
    void a_problem_is_shown_with_its_title_and_its_sentence() {
        browser.open(running.address(), "#/" + desk + "/tickets/no-such-ticket");

        browser.see(".problem strong", "Not Found");
        browser.see(".problem p", "no-such-ticket");
    }

    @Test
    void a_filter_that_is_wrong_is_named() {
        browser.open(running.address(), "#/" + desk + "/tickets?channel=FAX");

        browser.see(".problem strong", "Bad Request");
        browser.see(".problem p", "channel");
    }

    private void glance() {
        browser.open(running.address(), "#/" + desk);
        browser.see(".tile.s-pending .tile-count", "1");
        browser.see(".connection", "Live");
    }

    private void customerOpens(String ticket) {
        cluster.customer(desk, ticket, "\"OpenTicket\",\"channel\":\"IN_APP\"");
    }
}
