// {{title}}

import java.io.PrintStream;
import java.net.URI;
{{#query|linked_path|form}}
import java.net.URLEncoder;
{{/query|linked_path|form}}
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
{{#form}}
import java.nio.ByteBuffer;
{{/form}}
import java.nio.charset.StandardCharsets;
{{#picture}}
import java.nio.file.Files;
import java.nio.file.Path;
{{/picture}}
import java.time.Duration;
{{#linked|picture}}
import java.util.ArrayList;
{{/linked|picture}}
{{#json}}
import java.util.Arrays;
{{/json}}
{{#picture}}
import java.util.Base64;
{{/picture}}
{{#json|linked|picture}}
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
{{/json|linked|picture}}
import java.util.concurrent.ExecutionException;
{{#form}}
import java.util.concurrent.Flow.Subscriber;
{{/form}}
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
{{#json}}
import java.util.regex.Pattern;
import java.util.stream.Collectors;
{{/json}}

public class Main {
{{#token|instance}}
    // Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
    static final String ACCESS_TOKEN = setting("{{token_variable}}");
{{/token}}
{{#instance}}
    static final String INSTANCE_ID = setting("{{session_variable}}");
{{/instance}}
    static final String SERVER = System.getenv("{{server_variable}}");
    static final String BASE_URL =
        (SERVER == null || SERVER.isEmpty() ? "{{server}}" : SERVER).replaceAll("/+$", "");

    static final HttpClient CLIENT = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();

    public static void main(String[] args) throws Exception {
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
        // Else the library itself repeats a GET that got no answer, though it may have been taken.
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");

        {{steps}}
    }

{{#token|instance}}
    static String setting(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw stop("Set the environment variable " + name + " first.");
        }
        return value;
    }

{{/token|instance}}
    /** Says what is wrong and ends the program. */
    static Error stop(String reason) {
        System.err.println(reason);
        System.exit(1);
        return new Error(reason); // Never reached, but it lets callers write "throw stop(...)".
    }

    /** Makes one request and returns the text of the answer. Ends the program if it is refused. */
    static String call(String method, String path, BodyPublisher body) throws InterruptedException {
        HttpRequest request = request(method, path, body);
        for (int attempt = 1; ; attempt++) {
            HttpResponse<String> response = send(request);
            int status = response.statusCode();
            if (status == 429 && attempt < 4) {
                // Too many requests: this one was not taken, so it is safe to wait and ask again.
                String wait = response.headers().firstValue("retry-after").orElse("");
                int seconds = wait.matches("\\d{1,9}") ? Math.min(Integer.parseInt(wait), 60) : 5;
                Thread.sleep(Duration.ofSeconds(seconds).toMillis());
            } else if (status >= 200 && status < 300) {
                return response.body();
            } else {
                String asked = method + " " + request.uri().getRawPath();
                throw stop(asked + " was refused with status " + status + ": " + response.body());
            }
        }
    }

    static HttpRequest request(String method, String path, BodyPublisher body) {
        try {
            return HttpRequest.newBuilder(URI.create(BASE_URL + path))
{{#headers}}
                {{headers}}
{{/headers}}
                .header("content-type", {{form|body instanceof Form ? Form.TYPE : }}"application/json")
                .method(method, body)
                .build();
        } catch (IllegalArgumentException error) {
            throw stop("{{server_variable}} {{token|or {{token_variable}} }}holds something that cannot be sent.");
        }
    }

    /** Sends a request and waits for the whole answer, but no longer than 30 seconds. */
    static HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        String problem;
        try {
            return CLIENT.sendAsync(request, BodyHandlers.ofString()).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException error) {
            problem = error.getCause().getClass().getSimpleName();
        } catch (TimeoutException error) {
            problem = "30 seconds have passed";
        }
        // The gateway may have taken it: sending it again could do it twice.
        throw stop("No answer (" + problem + "). Look whether it was done before you try again.");
    }
{{#query|form}}

    /** Writes names and values, one after the other, as a query. */
    static String query(String... parts) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parts.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                .append(segment(parts[i]))
                .append('=')
                .append(segment(parts[i + 1]));
        }
        return query.toString();
    }
{{/query|form}}
{{#form}}

    /** The body of a request: names and values, one after the other, as a form. */
    static BodyPublisher form(String... parts) {
        return new Form(BodyPublishers.ofString(query(parts).replaceFirst("^[?]", "")));
    }

    /** A form, which is told from JSON by its class. */
    record Form(BodyPublisher text) implements BodyPublisher {
        static final String TYPE = "application/x-www-form-urlencoded";

        @Override
        public long contentLength() {
            return text.contentLength();
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            text.subscribe(subscriber);
        }
    }
{{/form}}
{{#query|linked_path|form}}

    /** Writes a value so that it can stand in a path{{^form| or a query}}{{form|, a query or a form}}. */
    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
{{/query|linked_path|form}}
{{#json}}

    /** An object of names and values, one after the other. */
    static Map<String, Object> object(Object... parts) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            object.put((String) parts[i], parts[i + 1]);
        }
        return object;
    }

    static List<Object> list(Object... items) {
        return Arrays.asList(items);
    }

    /** The body of a request: an object as JSON. */
    static BodyPublisher json(Map<String, Object> object) {
        return BodyPublishers.ofString(written(object));
    }

    /** Quotation marks, backslashes and control characters: JSON has them as codes. */
    static final Pattern SPECIAL = Pattern.compile("[\"\\\\\\x00-\\x1f]");

    /** Writes a value as JSON. */
    static String written(Object value) {
        if (value instanceof Map<?, ?> object) {
            return object.entrySet().stream()
                .map(member -> written(member.getKey()) + ":" + written(member.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Main::written).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof String text) {
            String safe = SPECIAL.matcher(text)
                .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
            return '"' + safe + '"';
        }
        return String.valueOf(value); // A number, true, false or null.
    }
{{/json}}
{{#linked|picture}}

    /** Takes a value out of an answer. Ends the program if there is none. */
    static String pick(String answer, String... names) {
        try {
            Object value = new JsonReader(answer).value();
            for (String name : names) {
                value = value instanceof Map<?, ?> object ? object.get(name) : null;
            }
            if (value instanceof String text) {
                return text;
            }
        } catch (IndexOutOfBoundsException | IllegalArgumentException error) {
            // The answer is not JSON, so it holds nothing.
        }
        throw stop("The answer holds no " + String.join(".", names) + ": " + answer);
    }
{{/linked|picture}}
{{#picture}}

    /** Saves a picture that came as a data: address. */
    static void savePicture(String answer, String name) throws Exception {
        String data = pick(answer, name);
        byte[] picture = Base64.getMimeDecoder().decode(data.substring(data.indexOf(',') + 1));
        Files.write(Path.of("qr.png"), picture);
        System.out.println("Saved qr.png");
    }
{{/picture}}
{{#pause}}

    /** Asks for something and waits for Enter. */
    static void pause(String text) throws Exception {
        System.out.println(text);
        int key = System.in.read();
        while (key != '\n' && key != -1) {
            key = System.in.read();
        }
    }
{{/pause}}
{{#linked|picture}}

    /** Reads JSON: objects become maps, arrays lists, null stays null, and all else becomes its text. */
    static class JsonReader {
        final String json;
        int at = 0;

        JsonReader(String json) {
            this.json = json;
        }

        Object value() {
            return switch (peek()) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> text();
                default -> word();
            };
        }

        Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            take('{');
            while (peek() != '}') {
                String name = text();
                take(':');
                object.put(name, value());
                if (peek() != '}') {
                    take(',');
                }
            }
            take('}');
            return object;
        }

        List<Object> list() {
            List<Object> list = new ArrayList<>();
            take('[');
            while (peek() != ']') {
                list.add(value());
                if (peek() != ']') {
                    take(',');
                }
            }
            take(']');
            return list;
        }

        String text() {
            StringBuilder text = new StringBuilder();
            take('"');
            while (json.charAt(at) != '"') {
                char c = json.charAt(at++);
                text.append(c == '\\' ? escape() : c);
            }
            take('"');
            return text.toString();
        }

        char escape() {
            char c = json.charAt(at++);
            return switch (c) {
                case 'b' -> '\b';
                case 'f' -> '\f';
                case 'n' -> '\n';
                case 'r' -> '\r';
                case 't' -> '\t';
                case 'u' -> (char) Integer.parseInt(json.substring(at, at += 4), 16);
                default -> c;
            };
        }

        /** A number, true, false or null. */
        String word() {
            int from = at;
            while (at < json.length() && "{}[]:,\" \t\r\n".indexOf(json.charAt(at)) < 0) {
                at++;
            }
            if (at == from) {
                throw new IllegalArgumentException("not JSON");
            }
            String word = json.substring(from, at);
            return word.equals("null") ? null : word;
        }

        /** The next character that is no white space. */
        char peek() {
            while (Character.isWhitespace(json.charAt(at))) {
                at++;
            }
            return json.charAt(at);
        }

        void take(char expected) {
            if (peek() != expected) {
                throw new IllegalArgumentException("not JSON");
            }
            at++;
        }
    }
{{/linked|picture}}
}
