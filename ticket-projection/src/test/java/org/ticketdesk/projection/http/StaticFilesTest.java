package org.ticketdesk.projection.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ticketdesk.events.codec.Codec;
import org.ticketdesk.projection.Tokens;
import org.ticketdesk.projection.views.Views;

class StaticFilesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static DeskServer server;

    @BeforeAll
    static void start() {
        Views nothing = new Views(
                () -> {
                    throw new AssertionError("Files are not in the views");
                },
                Codec.JOURNAL_ENTRY);
        server = DeskServer.start(ServerConfig.on("127.0.0.1", 0, Tokens.ACCESS), nothing, null, new Feed());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_icon_that_a_browser_asks_for_by_itself_is_the_page_s() throws Exception {
        HttpResponse<String> answer = get("favicon.ico");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/favicon.svg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lib/lit-html/lit-html.js",
                "lib/lit-html/directives/repeat.js",
                "lib/uplot/dist/uPlot.esm.js",
                "lib/uplot/dist/uPlot.min.css",
                "docs/",
                "docs/docs.js",
                "docs/swagger-ui/swagger-ui-bundle.js"
            })
    void the_page_s_libraries_and_the_api_s_browser_are_served_under_paths_without_versions(String path)
            throws Exception {
        HttpResponse<String> answer = get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty();
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith(
                        path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "text/html");
    }

    @Test
    void a_file_that_the_browser_has_is_not_sent_again() throws Exception {
        String tag =
                get("lib/lit-html/lit-html.js").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = CLIENT.send(
                request("lib/lit-html/lit-html.js").header("If-None-Match", tag).build(), BodyHandlers.ofString());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/lib/lit-html/../lit-html/x.js",
                "/lib/lit-html/..%2f..%2fx.js",
                "/lib/lit-html/%2e%2e/lit-html.js",
                "/lib//lit-html.js",
                "/org/ticketdesk/projection/http/DeskServer.class",
                "/lib/lit-html/",
                "/nothing.html",
                "/docs/nothing.js"
            })
    void nothing_but_files_of_those_folders_is_served(String path) throws Exception {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404 Not Found")
                .contains("Content-Type: application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /../.. HTTP/1.1", "GET /%zz HTTP/1.1", "GARBAGE"})
    void what_is_no_request_is_answered_with_a_problem_too(String line) throws Exception {
        assertThat(raw(line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 Bad Request")
                .contains("Content-Type: application/problem+json")
                .contains("\"status\":400");
    }

    @Test
    void every_answer_tells_the_browser_to_trust_nobody_else() throws Exception {
        HttpResponse<String> answer = get("lib/uplot/dist/uPlot.esm.js");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self'");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return CLIENT.send(request(path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.address() + path));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket =
                        new Socket(server.address().getHost(), server.address().getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
