package org.ticketdesk.audit.seal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.ticketdesk.audit.records.Origin;
import org.ticketdesk.events.codec.Chain;

/** Seals as JSON files, for people and programs. How they are laid out has no part in what is signed. Stateless. */
public final class SealFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int FORM = 1;

    private SealFile() {}

    /**
     * Writes a seal.
     *
     * @throws SealException when the file cannot be written
     */
    public static void write(Seal seal, Path file) {
        try {
            Files.writeString(file, JSON.writeValueAsString(json(seal)) + System.lineSeparator());
        } catch (IOException e) {
            throw new SealException("The seal cannot be written to " + file + ": " + e + ".", e);
        }
    }

    /**
     * Reads a seal. Whether it is genuine is not looked at.
     *
     * @throws SealException when the file is no seal
     */
    public static Seal read(Path file) {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            if (json.path("ticketDeskSeal").asInt() != FORM) {
                throw new SealException("Found no \"ticketDeskSeal\": " + FORM + " in " + file
                        + "; expected a file that `desk audit seal` has written.");
            }
            return seal(json);
        } catch (JsonProcessingException e) {
            throw new SealException("The seal " + file + " is not JSON: " + e.getOriginalMessage() + ".", e);
        } catch (IOException e) {
            throw new SealException("The seal " + file + " cannot be read: " + e + ".", e);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new SealException("The seal " + file + " is not whole: " + e.getMessage() + ".", e);
        }
    }

    private static ObjectNode json(Seal seal) {
        ObjectNode json = JSON.createObjectNode()
                .put("ticketDeskSeal", FORM)
                .put("at", seal.at().toString())
                .put("cluster", seal.origin().cluster())
                .put("journal", seal.origin().journal());
        ArrayNode desks = json.putArray("desks");
        for (SealedHead head : seal.heads()) {
            desks.addObject()
                    .put("desk", head.desk())
                    .put("partition", head.partition())
                    .put("sequence", head.sequence())
                    .put("hash", head.hashInHex())
                    .put("at", head.at().toString())
                    .put("rules", head.rules());
        }
        if (seal.signature() != null) {
            json.putObject("signature")
                    .put("algorithm", seal.signature().algorithm())
                    .put(
                            "value",
                            Base64.getEncoder().encodeToString(seal.signature().value()));
        }
        return json;
    }

    private static Seal seal(JsonNode json) {
        List<SealedHead> heads = new ArrayList<>();
        for (JsonNode desk : json.path("desks")) {
            byte[] hash = HexFormat.of().parseHex(text(desk, "hash"));
            if (hash.length != Chain.HASH_LENGTH) {
                throw new IllegalArgumentException(
                        "a hash has " + hash.length + " bytes, expected " + Chain.HASH_LENGTH);
            }
            heads.add(new SealedHead(
                    text(desk, "desk"),
                    (int) number(desk, "partition"),
                    number(desk, "sequence"),
                    hash,
                    Instant.parse(text(desk, "at")),
                    (int) number(desk, "rules")));
        }
        Origin origin = new Origin(text(json, "cluster"), text(json, "journal"));
        SealSignature signature = json.has("signature")
                ? new SealSignature(
                        text(json.get("signature"), "algorithm"),
                        Base64.getDecoder().decode(text(json.get("signature"), "value")))
                : null;
        return new Seal(Instant.parse(text(json, "at")), origin, heads, signature);
    }

    private static String text(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalArgumentException("the text \"" + field + "\" is missing");
        }
        return json.get(field).textValue();
    }

    private static long number(JsonNode json, String field) {
        if (!json.path(field).canConvertToLong()) {
            throw new IllegalArgumentException("the number \"" + field + "\" is missing");
        }
        return json.get(field).longValue();
    }
}
