package org.ticketdesk.projection.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.ticketdesk.projection.OneDesk;
import org.ticketdesk.projection.RunningDesk;

@ExtendWith({OneDesk.class, OneBrowser.class})
class HandsOnTest {
    private static final String STATUS = ".story-card .card-head .chip";
    private static int desks;

    private RunningDesk running;
    private Browser browser;
    private String desk;

    @BeforeEach
    void aDeskOfItsOwn(RunningDesk running, Browser browser) {
        this.running = running;
        this.browser = browser;
        this.desk = "hands-on-" + ++desks;
    }

    @Test
    void a_ticket_goes_from_opening_to_closing_and_back_by_hand() {
        anAgentIsOnline();
        open();

        browser.click("form.stack", "Open a ticket");
        browser.see(STATUS, "Active");
        browser.click("[data-role=AGENT]");
        write("How can I help?");
        browser.see(".story", "How can I help?");
        browser.click(".deeds", "Park it");
        browser.see(STATUS, "In Progress");
        browser.click("[data-role=CUSTOMER]");
        write("I am still here.");
        browser.see(STATUS, "Active");
        browser.click("[data-role=ADMIN]");
        browser.click(".deeds", "Close it");
        browser.see(STATUS, "Closed");
        browser.click(".deeds", "Reopen it");

        browser.see(STATUS, "Active");
        browser.see(".story", "R19");
        assertThat(browser.text(".story")).contains("B1", "R1", "R2", "R9", "R5");
    }

    @Test
    void who_was_never_here_begins_a_desk_and_is_led_through_the_whole_journey_by_the_keyboard_alone() {
        browser.open(running.address(), "");
        browser.until("a desk, or the invitation to name one", page -> page.count(".tiles, .welcome") > 0);

        browser.keys("d");
        browser.until("the dialog of desks", page -> page.count("dialog.desks[open]") == 1);
        browser.ask("document.getElementById('new-desk').focus()");
        browser.keys(desk, Keys.ENTER);
        for (int step = 0; step < 7; step++) {
            String next = "step " + step;
            int now = step;
            browser.until(next, page -> page.count(".steps .done") == now && page.count(".next-button:enabled") == 1);
            browser.keys("n");
        }

        browser.see(".next-step", "That was the whole journey");
        assertThat(browser.text(".story")).contains("R19");
    }

    @Test
    void an_action_that_is_refused_is_explained_in_a_sentence() {
        anAgentIsOnline();
        open();
        browser.click("form.stack", "Open a ticket");
        browser.see(STATUS, "Active");
        browser.click("[data-role=AGENT]");
        browser.see("[data-action=CloseTicket] .why-not", "only an admin closes it.");

        browser.click("[data-action=CloseTicket] .try-anyway");

        browser.see(".outcome.refused", "did not come through a social channel; only an admin closes it.");
        browser.see(".outcome.refused", "NOT_PERMITTED");
        browser.see(".story .refused", "Refused.");
        assertThat(browser.text(STATUS)).isEqualTo("Active");
    }

    @Test
    void who_may_not_do_a_thing_is_told_in_peoples_words_who_may() {
        anAgentIsOnline();
        open();

        browser.click("form.stack", "Open a ticket");

        browser.see(
                "[data-action=CloseTicket] .why-not", "A customer cannot close a ticket; an agent or an admin can.");
    }

    @Test
    void what_one_person_may_do_is_never_shown_as_what_another_may() {
        anAgentIsOnline();
        open();
        browser.click("form.stack", "Open a ticket");
        browser.see("[data-action=CloseTicket] .why-not", "A customer cannot");
        browser.ask("""
                const ask = fetch;
                window.fetch = async (url, options) => {
                  if (url.includes("/allowed?role=ADMIN")) {
                    await new Promise((done) => (window.answer = done));
                  }
                  return ask(url, options);
                };""");

        browser.click("[data-role=ADMIN]");

        browser.see(".deeds", "asking whether ada may…");
        assertThat(browser.count(".deeds .not-allowed")).isZero();
        assertThat(browser.count(".deeds button:enabled")).isZero();
        browser.until("the question asked", page -> Boolean.TRUE.equals(page.ask("return 'answer' in window")));
        browser.ask("window.answer()");
        browser.until("the admin's own", page -> page.count("[data-action=CloseTicket] button:enabled") == 1);
    }

    @Test
    void who_steps_away_gives_the_ticket_back_and_sees_it_wait_R7() {
        anAgentIsOnline();
        open();
        browser.click("form.stack", "Open a ticket");
        browser.see(STATUS, "Active");
        browser.click("[data-role=AGENT]");

        browser.click(".persona .segments:not(.big)", "Away");

        browser.see(STATUS, "Pending");
        browser.see(".outcome.newest", "R7");
        browser.see("[aria-labelledby=h-line] .line", "try-");
    }

    @Test
    void an_admin_changes_agents_capacities_and_settings() {
        anAgentIsOnline();
        open();
        browser.click("[data-role=ADMIN]");

        browser.write(".inline [name=agent]", "bea");
        browser.write(".inline [name=capacity]", "2");
        browser.click(".inline", "Add");
        browser.see(".crew", "bea");
        browser.write(".settings [name=idleAfterMs]", "3");
        browser.click(".settings", "Set");

        browser.until(
                "the new settings",
                page -> page.texts(".outcome").stream().anyMatch(one -> one.contains("new settings")));
        assertThat(browser.ask("return document.querySelector('.settings [name=idleAfterMs]').value"))
                .isEqualTo("3");
        assertThat(browser.text(".crew")).contains("0/2");
    }

    @Test
    void an_action_that_nobody_answered_is_sent_again_with_its_id_so_that_nothing_happens_twice_D7() {
        anAgentIsOnline();
        open();
        browser.click("form.stack", "Open a ticket");
        browser.see(STATUS, "Active");
        running.stopServer();
        try {
            write("Is anybody there?");
            browser.see(".outcome.silent", "No connection");
        } finally {
            running.startServer();
        }

        browser.click(".outcome.silent", "Ask again");

        browser.see(".outcome.newest", "Done");
        browser.see(".story", "Is anybody there?");
        assertThat(browser.texts(".words")).hasSize(1);
    }

    private void open() {
        browser.open(running.address(), "#/" + desk + "/try");
        browser.see(".steps .done", "Staff");
    }

    private void anAgentIsOnline() {
        running.cluster().agentOnline(desk, "ann", 3);
    }

    private void write(String words) {
        browser.write("[name=words]", words);
        browser.click(".compose", "Send");
    }
}
