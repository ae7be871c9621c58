package org.ticketdesk.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** That each measurement measures: its rows are there, and their figures are above zero. How high they are is not judged here. */
class BenchTest {

    @Test
    void theRulebookIsMeasuredAtEachSizeWithAndWithoutTheMemoryOfIds() throws Exception {
        List<String> rows = rows(RulebookSpeed::run);

        assertThat(rows).hasSize(8).allMatch(row -> figuresOf(row, 3).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void theProcessorIsMeasuredBesideItsPeersAndWhatItWritesIsCounted() throws Exception {
        List<String> rows = rows(Throughput::run);

        assertThat(rows.subList(0, 2))
                .allMatch(row -> figuresOf(row, 3).stream().allMatch(figure -> figure > 0));
        assertThat(rows.subList(2, rows.size()))
                .anyMatch(row -> row.startsWith("| 1 | topic desk-journal | 1.00 |"))
                .anyMatch(row -> row.startsWith("| 12 | topic desk-journal | 1.00 |"));
    }

    @Test
    void theProcessorIsMeasuredBesideAStateMachineInSql() throws Exception {
        List<String> rows = rows(SqlPeer::run);

        assertThat(rows).hasSize(6).allMatch(row -> figuresOf(row, 3).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void latencyIsMeasuredOfTheLogAloneOfAPeerAndOfTheProcessor() throws Exception {
        List<String> rows = rows(Latency::run);

        assertThat(rows).hasSize(3).allMatch(row -> figuresOf(row, 2).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void whatMeasuringCostsIsMeasuredOfAProcessorThatIsScraped() throws Exception {
        List<String> rows = rows(MeasuringCost::run);

        assertThat(rows).hasSize(3).allMatch(row -> figuresOf(row, 1).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void aRebuildIsMeasuredOnBothDatabasesBesideTheirBulkPaths() throws Exception {
        List<String> rows = rows(RebuildSpeed::run);

        assertThat(rows).hasSize(2).allMatch(row -> figuresOf(row, 1).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void howSoonAnActionIsVisibleIsMeasuredOnBothDatabases() throws Exception {
        List<String> rows = rows(VisibleLatency::run);

        assertThat(rows).hasSize(2).allMatch(row -> figuresOf(row, 1).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void queriesAreMeasuredOnBothDatabases() throws Exception {
        List<String> rows = rows(QuerySpeed::run);

        assertThat(rows).hasSize(16).allMatch(row -> figuresOf(row, 3).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void theAuditIsMeasuredFromABrokerAndFromAFolder() throws Exception {
        List<String> rows = rows(AuditSpeed::run);

        assertThat(rows).hasSize(4).allMatch(row -> figuresOf(row, 2).stream().allMatch(figure -> figure > 0));
    }

    @Test
    void aMessageCallsTheRowsAsOftenAtEverySize() {
        long small = callsPerMessage(100, 10);
        long large = callsPerMessage(20_000, 500);

        assertThat(large).isEqualTo(small);
    }

    /** In the middle of many messages, most of which are on Active tickets. */
    private static long callsPerMessage(int tickets, int agents) {
        BusyDesk desk = new BusyDesk("desk", agents, tickets, 1, action -> {});
        return LongStream.generate(() -> {
                    long before = desk.rows().calls();
                    desk.next();
                    return desk.rows().calls() - before;
                })
                .limit(2_001)
                .sorted()
                .skip(1_000)
                .findFirst()
                .orElseThrow();
    }

    private interface Measurement {
        void run(boolean quick, PrintStream out) throws Exception;
    }

    private static List<String> rows(Measurement measurement) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        measurement.run(true, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        return lines.stream()
                .filter(line -> line.matches("\\| .* \\| [0-9,.]+ \\|"))
                .toList();
    }

    /** The figures of a row from this column on. */
    private static List<Double> figuresOf(String row, int from) {
        return Arrays.stream(row.substring(2).split(" \\| | \\|"))
                .skip(from)
                .map(cell -> Double.parseDouble(cell.replace(",", "")))
                .toList();
    }
}
