package org.ticketdesk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ticketdesk.audit.verify.Verification;
import org.ticketdesk.audit.verify.Verifier;
import org.ticketdesk.events.DeskAction;
import org.ticketdesk.events.JournalEntry;
import org.ticketdesk.events.Outcome;
import org.ticketdesk.events.json.MalformedException;
import org.ticketdesk.events.publisher.ActionPublisher;
import org.ticketdesk.events.publisher.Publication;
import org.ticketdesk.events.topics.DeskClients;

/** {@code desk up}, broker and processor in one process, killed under load. */
class KilledDeskTest {
    private static final int KILLS = 3;
    private static final int DESKS = 5;
    private static final long BETWEEN_ACTIONS_MS = 5;

    @Test
    void K10_D9_aKilledDeskGoesOnWhereItWasAndNothingIsLostOrDoubled(@TempDir Path folder) throws Exception {
        String port = freePort();
        String[] up = {
            "up",
            "--data",
            folder.resolve("data").toString(),
            "--kafka-port",
            port,
            "--port",
            "0",
            "--management-port",
            "0"
        };
        DeskClients clients = DeskClients.of("127.0.0.1:" + port);
        ChildDesk desk = ready(folder, up);
        List<Publication> publications = new ArrayList<>();
        try (ActionPublisher publisher =
                ActionPublisher.to(clients).withOutcomes().open()) {
            AtomicBoolean more = new AtomicBoolean(true);
            CompletableFuture<Void> load = CompletableFuture.runAsync(() -> publish(publisher, more, publications));
            for (int kill = 0; kill < KILLS; kill++) {
                Thread.sleep(Duration.ofSeconds(2));
                desk.kill();
                desk = ready(folder, up);
            }
            more.set(false);
            load.get(1, TimeUnit.MINUTES);
            for (Publication publication : publications) {
                JournalEntry entry = publication.outcome().get(1, TimeUnit.MINUTES);
                assertThat(entry.getOutcome()).isNotEqualTo(Outcome.DUPLICATE);
            }

            Verification report = Verifier.run(clients);

            assertThat(report.findings()).isEmpty();
            assertThat(report.actions()).isEqualTo(publications.size());
            assertThat(report.undecided()).isZero();
            assertThat(report.rejected()).isZero();
            assertThat(report.statusChanges()).isPositive();
            String views = "jdbc:sqlite:" + folder.resolve("data/views");
            Typed verified = Typed.desk("audit", "verify", "--bootstrap", "127.0.0.1:" + port, "--views", views);
            assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
            assertThat(verified.out()).contains(" rows of the views at ").endsWith("Nothing is wrong.\n");
            assertThat(desk.interrupt()).as(desk.output()).isZero();
        } finally {
            desk.close();
        }
    }

    private static ChildDesk ready(Path folder, String... up) {
        ChildDesk desk = ChildDesk.start(folder, up);
        desk.awaitOutput("Ready after ");
        return desk;
    }

    private static void publish(ActionPublisher publisher, AtomicBoolean more, List<Publication> publications) {
        try {
            for (int ticket = 1; more.get(); ticket++) {
                for (DeskAction action : TicketLife.of("desk-" + ticket % DESKS, ticket)) {
                    publications.add(publisher.publish(action));
                    Thread.sleep(BETWEEN_ACTIONS_MS);
                }
            }
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return String.valueOf(socket.getLocalPort());
        }
    }
}
