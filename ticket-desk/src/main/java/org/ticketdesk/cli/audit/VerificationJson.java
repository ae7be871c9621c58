package org.ticketdesk.cli.audit;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.ticketdesk.audit.verify.Finding;
import org.ticketdesk.audit.verify.Verification;

/** What a verification came to, for programs: one JSON object. */
final class VerificationJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private VerificationJson() {}

    static String of(Verification verification) {
        ObjectNode json = JSON.createObjectNode()
                .put("sound", verification.isSound())
                .put("partitions", verification.partitions())
                .put("desks", verification.desks())
                .put("actions", verification.actions())
                .put("notActions", verification.rejected())
                .put("notYetDecided", verification.undecided())
                .put("entries", verification.entries())
                .put("statusChanges", verification.statusChanges())
                .put("tickets", verification.snapshots())
                .put("writtenMeanwhile", verification.ahead())
                .put("tookMs", verification.took().toMillis())
                .put("actionsPerSecond", verification.actionsPerSecond());
        ObjectNode rows = json.putObject("rows");
        verification.rows().forEach((row, times) -> rows.put(row.name(), times));
        ArrayNode others = json.putArray("others");
        verification.others().forEach(others::add);
        if (verification.seal() != null) {
            json.putObject("seal")
                    .put("desks", verification.seal().desks())
                    .put("at", verification.seal().at().toString())
                    .put("signature", verification.seal().signature().name());
        }
        ArrayNode findings = json.putArray("findings");
        verification.findings().forEach(finding -> findings.add(json(finding)));
        return json.toPrettyString();
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode json = JSON.createObjectNode().put("desk", finding.desk()).put("topic", finding.topic());
        if (finding.partition() < 0) {
            json.putNull("partition");
        } else {
            json.put("partition", finding.partition());
        }
        return json.put("offset", finding.offset())
                .put("sequence", finding.sequence())
                .put(
                        "at",
                        finding.at() == null
                                ? null
                                : Instant.ofEpochMilli(finding.at()).toString())
                .put("field", finding.field())
                .put("expected", finding.expected())
                .put("found", finding.found());
    }
}
