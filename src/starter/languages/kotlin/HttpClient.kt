// {{title}}

{{#picture}}
import java.io.File
{{/picture}}
import java.io.PrintStream
import java.net.URI
{{#query|linked_path|form}}
import java.net.URLEncoder
{{/query|linked_path|form}}
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublisher
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers
{{#picture}}
import java.util.Base64
{{/picture}}
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException
import kotlin.system.exitProcess

{{#token|instance}}
// Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
val accessToken = setting("{{token_variable}}")
{{/token}}
{{#instance}}
val instanceId = setting("{{session_variable}}")
{{/instance}}
val baseUrl = System.getenv("{{server_variable}}").orEmpty().ifEmpty { "{{server}}" }.trimEnd('/')

val client: HttpClient = HttpClient.newBuilder()
    .version(HttpClient.Version.HTTP_1_1)
    .followRedirects(HttpClient.Redirect.NEVER)
    .build()

fun main() {
    System.setOut(PrintStream(System.out, true, Charsets.UTF_8))
    System.setErr(PrintStream(System.err, true, Charsets.UTF_8))
    // Else the library itself repeats a GET that got no answer, though it may have been taken.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1")

    {{steps}}
}

{{#token|instance}}
fun setting(name: String): String =
    System.getenv(name).orEmpty().ifEmpty { stop("Set the environment variable $name first.") }

{{/token|instance}}
/** Says what is wrong and ends the program. */
fun stop(reason: String): Nothing {
    System.err.println(reason)
    exitProcess(1)
}

/** Makes one request and returns the text of the answer. Ends the program if it is refused. */
fun call(method: String, path: String, body: BodyPublisher = BodyPublishers.noBody()): String {
    val request = request(method, path, body)
    var response = send(request)
    var attempt = 1
    while (response.statusCode() == 429 && attempt < 4) {
        // Too many requests: this one was not taken, so it is safe to wait and ask again.
        val wait = response.headers().firstValue("retry-after").orElse("")
        val seconds = if (wait.matches(Regex("[0-9]{1,9}"))) wait.toLong().coerceAtMost(60) else 5
        Thread.sleep(seconds * 1000)
        response = send(request)
        attempt++
    }
    if (response.statusCode() !in 200..299) {
        val asked = "$method ${request.uri().rawPath}"
        stop("$asked was refused with status ${response.statusCode()}: ${response.body()}")
    }
    return response.body()
}

fun request(method: String, path: String, body: BodyPublisher): HttpRequest =
    try {
        HttpRequest.newBuilder(URI.create(baseUrl + path))
{{#headers}}
            {{headers}}
{{/headers}}
            .header("content-type", {{form|if (body is Form) Form.TYPE else }}"application/json")
            .method(method, body)
            .build()
    } catch (error: IllegalArgumentException) {
        stop("{{server_variable}} {{token|or {{token_variable}} }}holds something that cannot be sent.")
    }

/** Sends a request and waits for the whole answer, but no longer than 30 seconds. */
fun send(request: HttpRequest): HttpResponse<String> {
    val problem = try {
        return client.sendAsync(request, BodyHandlers.ofString()).get(30, TimeUnit.SECONDS)
    } catch (error: ExecutionException) {
        error.cause?.javaClass?.simpleName
    } catch (error: TimeoutException) {
        "30 seconds have passed"
    }
    // The gateway may have taken it: sending it again could do it twice.
    stop("No answer ($problem). Look whether it was done before you try again.")
}
{{#query}}

/** Writes names and values as a query. */
fun query(vararg parts: Pair<String, String>): String =
    parts.joinToString("&", "?") { (name, value) -> "${segment(name)}=${segment(value)}" }
{{/query}}
{{#form}}

/** The body of a request: names and values as a form. */
fun form(vararg parts: Pair<String, String>): BodyPublisher =
    Form(BodyPublishers.ofString(parts.joinToString("&") { (name, value) -> "${segment(name)}=${segment(value)}" }))

/** A form, which is told from JSON by its class. */
class Form(text: BodyPublisher) : BodyPublisher by text {
    companion object {
        const val TYPE = "application/x-www-form-urlencoded"
    }
}
{{/form}}
{{#query|linked_path|form}}

/** Writes a value so that it can stand in a path{{^form| or a query}}{{form|, a query or a form}}. */
fun segment(text: String): String = URLEncoder.encode(text, Charsets.UTF_8).replace("+", "%20")
{{/query|linked_path|form}}
{{#json}}

/** The body of a request: an object as JSON. */
fun json(members: Map<String, Any?>): BodyPublisher = BodyPublishers.ofString(written(members))

/** Writes a value as JSON. */
fun written(value: Any?): String =
    when (value) {
        is Map<*, *> -> value.entries.joinToString(",", "{", "}") { written(it.key) + ":" + written(it.value) }
        is List<*> -> value.joinToString(",", "[", "]") { written(it) }
        is String -> value.map { escaped(it) }.joinToString("", "\"", "\"")
        else -> value.toString() // A number, true, false or null.
    }

/** JSON has quotation marks, backslashes and control characters as codes. */
fun escaped(c: Char): String = if (c == '"' || c == '\\' || c < ' ') "\\u%04x".format(c.code) else c.toString()
{{/json}}
{{#linked|picture}}

/** Takes a value out of an answer. Ends the program if there is none. */
fun pick(answer: String, vararg names: String): String {
    val found = try {
        names.fold(JsonReader(answer).value()) { value, name -> (value as? Map<*, *>)?.get(name) }
    } catch (error: IndexOutOfBoundsException) {
        null // The answer breaks off.
    } catch (error: IllegalArgumentException) {
        null // The answer is not JSON.
    }
    return found as? String ?: stop("The answer holds no ${names.joinToString(".")}: $answer")
}
{{/linked|picture}}
{{#picture}}

/** Saves a picture that came as a data: address. */
fun savePicture(answer: String, name: String) {
    val base64 = pick(answer, name).substringAfter(',')
    File("qr.png").writeBytes(Base64.getMimeDecoder().decode(base64))
    println("Saved qr.png")
}
{{/picture}}
{{#pause}}

/** Asks for something and waits for Enter. */
fun pause(text: String) {
    println(text)
    readlnOrNull()
}
{{/pause}}
{{#linked|picture}}

/** Reads JSON: objects become maps, arrays lists, null stays null, and all else becomes its text. */
class JsonReader(private val json: String) {
    private var at = 0

    fun value(): Any? =
        when (peek()) {
            '{' -> members()
            '[' -> items()
            '"' -> text()
            else -> word()
        }

    private fun members(): Map<String, Any?> = buildMap {
        take('{')
        while (peek() != '}') {
            val name = text()
            take(':')
            put(name, value())
            if (peek() != '}') take(',')
        }
        take('}')
    }

    private fun items(): List<Any?> = buildList {
        take('[')
        while (peek() != ']') {
            add(value())
            if (peek() != ']') take(',')
        }
        take(']')
    }

    private fun text(): String = buildString {
        take('"')
        while (json[at] != '"') {
            val c = json[at++]
            append(if (c == '\\') escape() else c)
        }
        take('"')
    }

    private fun escape(): Char =
        when (val c = json[at++]) {
            'b' -> '\b'
            'f' -> '\u000c'
            'n' -> '\n'
            'r' -> '\r'
            't' -> '\t'
            'u' -> json.substring(at, at + 4).toInt(16).toChar().also { at += 4 }
            else -> c
        }

    /** A number, true, false or null. */
    private fun word(): String? {
        val word = json.substring(at).takeWhile { it !in "{}[]:,\" \t\r\n" }
        require(word.isNotEmpty()) { "not JSON" }
        at += word.length
        return word.takeIf { it != "null" }
    }

    /** The next character that is no white space. */
    private fun peek(): Char {
        while (json[at].isWhitespace()) at++
        return json[at]
    }

    private fun take(expected: Char) {
        require(peek() == expected) { "not JSON" }
        at++
    }
}
{{/linked|picture}}
