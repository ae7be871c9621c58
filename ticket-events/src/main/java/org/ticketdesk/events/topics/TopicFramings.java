package org.ticketdesk.events.topics;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ticketdesk.events.codec.Framing;
import org.ticketdesk.events.registry.SchemaRegistry;

/** Which topics are in registry framing, as the properties of {@link DeskClients} say. Thread-safe. */
final class TopicFramings {

    private static final List<DeskTopic> CAN_BE = Arrays.stream(DeskTopic.values())
            .filter(topic -> topic.record().isPresent())
            .toList();

    private final Map<DeskTopic, Framing> framings = new EnumMap<>(DeskTopic.class);

    /** Those that the properties name. */
    TopicFramings(Map<String, ?> properties) {
        Object url = properties.get(DeskClients.REGISTRY_URL);
        Object topics = properties.get(DeskClients.REGISTRY_TOPICS);
        if (url == null && topics == null) {
            return;
        }
        if (url == null || topics == null) {
            throw new IllegalArgumentException("%s is %s without %s: give both, or neither."
                    .formatted(
                            url == null ? DeskClients.REGISTRY_TOPICS : DeskClients.REGISTRY_URL,
                            url == null ? topics : url,
                            url == null ? DeskClients.REGISTRY_URL : DeskClients.REGISTRY_TOPICS));
        }
        Object login = properties.get(DeskClients.REGISTRY_LOGIN);
        SchemaRegistry registry = new SchemaRegistry(url.toString(), login == null ? null : login.toString());
        for (String name : topics.toString().split(",")) {
            framings.put(topic(name.strip()), Framing.registry(registry.ofValues(name.strip())));
        }
    }

    private static DeskTopic topic(String name) {
        return CAN_BE.stream()
                .filter(topic -> topic.topicName().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'%s' is no topic that can be in registry framing, expected some of %s."
                                .formatted(
                                        name,
                                        CAN_BE.stream()
                                                .map(DeskTopic::topicName)
                                                .collect(Collectors.joining(", ")))));
    }

    Framing of(DeskTopic topic) {
        return framings.getOrDefault(topic, Framing.SINGLE_OBJECT);
    }
}
