package org.ticketdesk.projection.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.ticketdesk.projection.Tokens;

/** A real Chromium, and what a person does with it: look, press, write. Everything waits until it is there. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern URL = Pattern.compile("\"url\":\"((?:https?|wss?|data|blob):[^\"]*)\"");

    private final Path profile;
    private final ChromeDriver driver;
    private String obstacle = "";

    private Browser(Path profile, ChromeDriver driver) {
        this.profile = profile;
        this.driver = driver;
    }

    /** Starts it, with a profile of its own. */
    static Browser start() {
        for (Path program : List.of(CHROMIUM, DRIVER)) {
            assertThat(program)
                    .as("The page is tested in Chromium: install chromium and chromium-driver")
                    .isExecutable();
        }
        try {
            Path profile = Files.createTempDirectory("page-in-chromium");
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            logs.enable(LogType.PERFORMANCE, Level.ALL);
            ChromeOptions options = new ChromeOptions();
            options.setBinary(CHROMIUM.toFile());
            options.addArguments(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--no-first-run",
                    "--user-data-dir=" + profile);
            options.setCapability("goog:loggingPrefs", logs);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(DRIVER.toFile())
                    .usingAnyFreePort()
                    .build();
            return new Browser(profile, new ChromeDriver(service, options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@link #open(URI, String, String)}, as whoever runs the server. */
    void open(URI server, String address) {
        open(server, address, Tokens.operator());
    }

    /** Opens an address of the page from nothing, with nothing kept from before but this token; null for none. */
    void open(URI server, String address, String token) {
        driver.get("about:blank");
        driver.get(server.resolve("/favicon.svg").toString());
        driver.executeScript(
                "sessionStorage.clear(); localStorage.clear();"
                        + " if (arguments[0]) { sessionStorage.token = JSON.stringify(arguments[0]); }",
                token);
        quiet();
        driver.get(server.resolve("/" + address).toString());
    }

    /** Makes the window so large. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    }

    /** Whether the system asks for the dark. */
    void dark(boolean dark) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** Waits until there is such an element whose text holds this. */
    void see(String css, String text) {
        until("“" + text + "” in " + css, browser -> browser.texts(css).stream().anyMatch(one -> one.contains(text)));
    }

    /** Waits until something holds. */
    void until(String what, Predicate<Browser> holds) {
        WebDriverWait wait = new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50));
        wait.ignoring(StaleElementReferenceException.class);
        obstacle = "";
        try {
            wait.until(ignored -> holds.test(this));
        } catch (TimeoutException e) {
            throw new AssertionError(
                    "Expected " + what + ", found after " + PATIENCE.toSeconds() + " s at " + driver.getCurrentUrl()
                            + (obstacle.isEmpty() ? "" : " (" + obstacle + ")") + ":\n" + text("body"),
                    e);
        }
    }

    /** The text of each such element, as one reads it, on one line. */
    List<String> texts(String css) {
        Object texts = ask(
                "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText ?? one.textContent)",
                css);
        return ((List<?>) texts)
                .stream()
                        .map(text -> text.toString().replaceAll("\\s+", " ").strip())
                        .toList();
    }

    /** The text of the first such element; empty when there is none. */
    String text(String css) {
        return texts(css).stream().findFirst().orElse("");
    }

    /** How many such elements there are. */
    int count(String css) {
        return ((Number) ask("return document.querySelectorAll(arguments[0]).length", css)).intValue();
    }

    /** Presses the element with the mouse, as soon as it can be. */
    void click(String css) {
        press(By.cssSelector(css));
    }

    /** Presses the button or link with this text within an element. */
    void click(String within, String text) {
        until("“" + text + "” to press in " + within, browser -> {
            for (WebElement element : driver.findElements(By.cssSelector(within + " button, " + within + " a"))) {
                if (element.isEnabled() && element.getText().strip().startsWith(text)) {
                    return clicked(element);
                }
            }
            return false;
        });
    }

    private void press(By by) {
        until(by + " to press", browser -> {
            WebElement element = driver.findElements(by).stream().findFirst().orElse(null);
            return element != null && element.isEnabled() && clicked(element);
        });
    }

    private boolean clicked(WebElement element) {
        try {
            element.click();
            return true;
        } catch (ElementNotInteractableException | StaleElementReferenceException e) {
            obstacle = e.getRawMessage();
            // Into the middle: at the edge of the window the frame may lie over it.
            driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
            return false;
        }
    }

    /** Writes into a field. */
    void write(String css, String text) {
        until(css + " to write into", browser -> {
            List<WebElement> fields = driver.findElements(By.cssSelector(css));
            if (fields.isEmpty() || !clicked(fields.getFirst())) {
                return false;
            }
            fields.getFirst().clear();
            fields.getFirst().sendKeys(text);
            return true;
        });
    }

    /** Presses keys, wherever the focus is. */
    void keys(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** The address within the page. */
    String address() {
        return (String) ask("return location.hash");
    }

    /** The answer of a script. */
    Object ask(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** What the console holds against the page since it was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Each address that was asked for over the network since it was last asked. */
    List<String> requests() {
        return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                .map(entry -> entry.getMessage())
                .filter(message -> message.contains("\"Network.requestWillBeSent\"")
                        || message.contains("\"Network.webSocketCreated\""))
                .flatMap(message -> URL.matcher(message).results().map(found -> found.group(1)))
                .distinct()
                .toList();
    }

    /** Forgets complaints and requests. */
    void quiet() {
        Arrays.asList(LogType.BROWSER, LogType.PERFORMANCE)
                .forEach(log -> driver.manage().logs().get(log));
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
