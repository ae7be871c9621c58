package org.ticketdesk.projection.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.ticketdesk.processor.Cluster;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;

@ExtendWith({OneDesk.class, OneBrowser.class})
class WholePageTest {
    private static final String DESK = "whole";
    private static final int MANY = 10_000;

    private RunningDesk running;
    private Browser browser;

    /** A desk with ten thousand tickets, of which some wait for one agent. */
    @BeforeAll
    static void manyTickets(RunningDesk running) throws Exception {
        Cluster cluster = running.cluster();
        cluster.agentOnline(DESK, "ann", 100);
        Future<RecordMetadata> last = null;
        for (int i = 0; i < MANY; i++) {
            last = cluster.publish(Cluster.read("{\"actionId\":\"o-" + i + "\",\"desk\":\"" + DESK
                    + "\",\"ticket\":\"" + ticket(i) + "\",\"actor\":{\"role\":\"CUSTOMER\",\"id\":\"c-" + i % 700
                    + "\"},\"action\":{\"type\":\"OpenTicket\",\"channel\":\"" + (i % 3 == 0 ? "SOCIAL" : "IN_APP")
                    + "\"}}"));
        }
        last.get();
        cluster.agent("ann", DESK, ticket(0), "\"SendMessage\",\"messageId\":\"m-0\"");
        cluster.agent("ann", DESK, ticket(0), "\"CloseTicket\"");
        cluster.admin(DESK, ticket(0), "\"ReopenTicket\"");
    }

    @BeforeEach
    void look(RunningDesk running, Browser browser) {
        this.running = running;
        this.browser = browser;
    }

    @ParameterizedTest
    @CsvSource({
        "'', .tiles, false",
        "/tickets, .ticket-table, true",
        "/tickets/t-00000, .story .entry, false",
        "/measures, .chart canvas, true",
        "/try, .next-button, false",
        "/try/t-00000, .deeds, true"
    })
    void a_view_complains_of_nothing_and_asks_nobody_but_its_own_server(String view, String sign, boolean dark) {
        browser.dark(dark);

        open(view, sign);
        browser.see(".connection", "Live");

        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url).startsWith(running.address().toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/tickets", "/tickets/t-00000", "/measures", "/try", "/try/t-00000"})
    void on_a_phone_nothing_stands_out_at_the_side(String view) {
        browser.size(360, 740);

        open(view, "h1");
        browser.see(".connection", "Live");

        assertThat(browser.ask("return document.documentElement.scrollWidth")).isEqualTo(360L);
    }

    @Test
    void ten_thousand_tickets_are_paged_through_with_a_few_hundred_rows_in_the_document() {
        open("/tickets?sort=opened", ".ticket-table tbody tr");
        browser.see(".toggle.s-pending", "9,899");

        IntStream.rangeClosed(2, 5).forEach(page -> {
            String first = ticket((page - 1) * 100);
            browser.click(".more", "More");
            browser.see(".ticket-table tbody th", first);
        });

        assertThat(browser.count(".ticket-table tbody tr")).isEqualTo(300);
        browser.click(".more", "Earlier rows");
        browser.see(".ticket-table tbody th", ticket(100));
        assertThat(browser.count(".ticket-table tbody tr")).isEqualTo(300);
    }

    @Test
    void a_status_is_chosen_by_its_tile_and_taken_back_by_its_button() {
        open("", ".tile.s-active");

        browser.click(".tile.s-active");

        browser.until(
                "Active tickets only",
                page -> page.count(".ticket-table tbody tr") == 100
                        && page.count(".ticket-table tbody .chip.s-active") == 100);
        browser.click(".status-filter", "Active");
        browser.until("all tickets", page -> page.count(".ticket-table .s-pending.chip") > 0);
    }

    @Test
    void a_ticket_is_found_and_opened_by_the_keyboard_alone() {
        open("", ".tiles");

        browser.keys("t");
        browser.until("the list", page -> page.count(".ticket-table tbody tr") == 100);
        browser.keys("/");
        browser.keys("c-1", Keys.TAB);
        browser.until("tickets of c-1", page -> page.count(".ticket-table tbody tr") == 15);
        browser.ask("document.querySelector('.ticket-link[tabindex=\"0\"]').focus()");
        browser.keys(Keys.ARROW_DOWN);
        browser.keys(Keys.ENTER);

        browser.until("a ticket", page -> page.address().startsWith("#/whole/tickets/t-"));
        browser.see(".facts-list", "c-1");
    }

    @Test
    void who_skips_to_the_content_stays_at_the_desk() {
        open("", ".tiles");

        browser.ask("document.querySelector('.skip').click()");

        browser.until(
                "the content at hand",
                page -> page.count("#view:focus") == 1 && page.address().startsWith("#/whole"));
    }

    @Test
    void who_filters_by_the_keyboard_stays_where_they_are() {
        open("/tickets", ".toggle.s-closed");
        browser.ask("document.querySelector('.toggle.s-closed').focus()");

        browser.keys(Keys.SPACE);

        browser.see(".empty", "No ticket is like that.");
        browser.until(
                "the focus on the filter",
                page -> Boolean.TRUE.equals(
                        page.ask("return document.activeElement.matches('.toggle.s-closed[aria-pressed=true]')")));
    }

    @Test
    void the_rows_of_an_edge_are_named_when_one_walks_along_the_picture_by_the_keyboard() {
        open("", ".journey [data-edge=PENDING-ACTIVE]");
        browser.ask("document.querySelector('.edge[tabindex=\"0\"]').focus()");
        browser.see(".caption", "R1 assigned to an agent");

        browser.keys(Keys.ARROW_RIGHT);

        browser.see(".caption", "R7 assignee went AWAY or OFFLINE");
    }

    @Test
    void the_keys_are_listed_and_can_be_switched_off() {
        open("", ".tiles");
        browser.keys("?");
        browser.see("#help", "Hands-on");

        browser.click("#help [type=checkbox]");
        browser.keys(Keys.ESCAPE);
        browser.keys("m");

        assertThat(browser.address()).isEqualTo("#/whole");
    }

    @Test
    void the_light_is_switched_and_remembered() {
        open("", ".tiles");
        Object before = background();

        browser.click("[aria-label^=Switch]");
        browser.until("another ground", page -> !background().equals(before));
        Object after = background();
        browser.ask("location.reload()");
        browser.until("the page again", page -> page.count(".tiles") == 1);

        assertThat(background()).isEqualTo(after);
    }

    @Test
    void measures_are_drawn_and_stand_in_tables_too() {
        open("/tickets/t-00000", ".story .entry");
        browser.until("the desk's last entry", page -> page.count(".story .entry") == 4);

        open("/measures", ".chart canvas");

        browser.until("three charts", page -> page.count(".chart canvas") == 3);
        browser.see("[aria-labelledby=h-percentiles]", "Time to close");
        browser.see(".figures", "10,000");
        assertThat(browser.count(".data table")).isEqualTo(3);
    }

    /** Ids whose order is that of their opening, also within one millisecond. */
    private static String ticket(int number) {
        return "t-%05d".formatted(number);
    }

    private Object background() {
        return browser.ask("return getComputedStyle(document.documentElement).backgroundColor");
    }

    private void open(String view, String sign) {
        browser.open(running.address(), "#/" + DESK + view);
        browser.until(sign, page -> page.count(sign) > 0);
    }
}
