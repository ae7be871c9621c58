package org.ticketdesk.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {
    private static final int PARTITIONS = 6;

    @Test
    void aCopyIsKeptInAnotherZone(@TempDir Path folder) {
        List<String> zones = List.of("a", "a", "b");
        List<TicketProcessor> processors = new ArrayList<>();
        try (Cluster kafka = new Cluster(folder, PARTITIONS)) {
            for (int i = 0; i < zones.size(); i++) {
                processors.add(kafka.start(ProcessorConfig.of(kafka.bootstrap(), folder.resolve("state-" + i))
                        .withInMemory(true)
                        .withStandbys(1)
                        .withPlacement(new Placement(null, Map.of("zone", zones.get(i))))));
            }

            Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                Map<String, Set<String>> decided = zones(processors, zones, ThreadMetadata::activeTasks);
                Map<String, Set<String>> kept = zones(processors, zones, ThreadMetadata::standbyTasks);
                assertThat(decided).hasSize(PARTITIONS);
                assertThat(kept).hasSize(PARTITIONS);
                decided.forEach((task, zone) ->
                        assertThat(kept.get(task)).as(task).hasSize(1).isNotEqualTo(zone));
            });
            processors.forEach(TicketProcessor::close);
        }
    }

    private static Map<String, Set<String>> zones(
            List<TicketProcessor> processors, List<String> zones, Function<ThreadMetadata, Set<TaskMetadata>> kind) {
        Map<String, Set<String>> found = new HashMap<>();
        for (int i = 0; i < zones.size(); i++) {
            String zone = zones.get(i);
            processors.get(i).streams().metadataForLocalThreads().stream()
                    .flatMap(thread -> kind.apply(thread).stream())
                    .forEach(task -> found.computeIfAbsent(task.taskId().toString(), id -> new HashSet<>())
                            .add(zone));
        }
        return found;
    }

    @Test
    void aRackIsToldToTheConsumersAndToTheAssignment() {
        ProcessorConfig config =
                ProcessorConfig.of("h:1", Path.of("state")).withPlacement(new Placement("rack-1", Map.of()));

        StreamsConfig streams = new StreamsConfig(TicketProcessor.streamsProperties(config));

        assertThat(streams.getMainConsumerConfigs("g", "c", 0))
                .containsEntry(ConsumerConfig.CLIENT_RACK_CONFIG, "rack-1");
        assertThat(streams.getRestoreConsumerConfigs("c")).containsEntry(ConsumerConfig.CLIENT_RACK_CONFIG, "rack-1");
        assertThat(streams.getString(StreamsConfig.RACK_AWARE_ASSIGNMENT_STRATEGY_CONFIG))
                .isEqualTo("min_traffic");
    }

    @Test
    void moreTagsThanFiveAreRefused() {
        Map<String, String> six =
                IntStream.range(0, 6).boxed().collect(Collectors.toMap(i -> "tag-" + i, i -> "value"));

        assertThatThrownBy(() -> new Placement(null, six))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Setting tags is ")
                .hasMessageEndingWith("expected at most 5 of them.");
    }
}
