// {{title}}

using System.Text;
{{#show}}
using System.Text.Encodings.Web;
{{/show}}
using System.Text.Json;
using System.Text.Json.Nodes;
{{#show}}
using System.Text.RegularExpressions;
{{/show}}

{{#token|instance}}
// Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
var accessToken = Setting("{{token_variable}}");
{{/token}}
{{#instance}}
var instanceId = Setting("{{session_variable}}");
{{/instance}}
var server = Environment.GetEnvironmentVariable("{{server_variable}}");
var baseUrl = (string.IsNullOrEmpty(server) ? "{{server}}" : server).TrimEnd('/');

Console.OutputEncoding = Encoding.UTF8;
using var handler = new HttpClientHandler { AllowAutoRedirect = false };
using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };

{{steps}}

{{#token|instance}}
static string Setting(string name)
{
    var value = Environment.GetEnvironmentVariable(name);
    return string.IsNullOrEmpty(value) ? throw Stop($"Set the environment variable {name} first.") : value;
}

{{/token|instance}}
// Says what is wrong and ends the program.
static Exception Stop(string reason)
{
    Console.Error.WriteLine(reason);
    Environment.Exit(1);
    return new InvalidOperationException(reason); // Never reached; it lets callers write "throw Stop(...)".
}

// Makes one request and returns the answer. Ends the program if it is refused.
{{^form}}
async Task<JsonNode?> Call(string method, string path, JsonObject? body = null)
{{/form}}
{{#form}}
async Task<JsonNode?> Call(
    string method, string path, JsonObject? body = null, (string Name, string Value)[]? form = null)
{{/form}}
{
    for (var attempt = 1; ; attempt++)
    {
        using var request = NewRequest(method, path, body{{form|, form}});
        using var response = await Send(request);
        var status = (int)response.StatusCode;
        if (status == 429 && attempt < 4)
        {
            // Too many requests: this one was not taken, so it is safe to wait and ask again.
            var seconds = response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 5;
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(seconds, 60)));
            continue;
        }
        var text = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
        if (response.IsSuccessStatusCode)
        {
            return Parse(text);
        }
        var told = Parse(text) as JsonObject;
        var reason = told?["code"] is { } code ? $"{code} {told["message"]}" : text;
        throw Stop($"{method} {request.RequestUri?.AbsolutePath} was refused with status {status}: {reason}");
    }
}

{{^form}}
HttpRequestMessage NewRequest(string method, string path, JsonObject? body)
{{/form}}
{{#form}}
HttpRequestMessage NewRequest(
    string method, string path, JsonObject? body, (string Name, string Value)[]? form)
{{/form}}
{
    try
    {
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(baseUrl + path));
{{#headers}}
        {{headers}}
{{/headers}}
        // Without content, even an empty one, .NET itself repeats a request that got no answer.
        request.Content = body is null
            ? new ByteArrayContent([])
            : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
{{#form}}
        if (form is not null)
        {
            request.Content = new FormUrlEncodedContent(form.ToDictionary(field => field.Name, field => field.Value));
        }
{{/form}}
        return request;
    }
    catch (FormatException)
    {
        throw Stop("{{server_variable}} {{token|or {{token_variable}} }}holds something that cannot be sent.");
    }
}

// Sends a request and waits for the whole answer, but no longer than the client's timeout.
async Task<HttpResponseMessage> Send(HttpRequestMessage request)
{
    try
    {
        return await client.SendAsync(request);
    }
    catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
    {
        // The gateway may have taken it: sending it again could do it twice.
        throw Stop($"No answer ({error.Message}). Look whether it was done before you try again.");
    }
}

// Reads JSON; what is no JSON stays text.
static JsonNode? Parse(string text)
{
    try
    {
        return JsonNode.Parse(text);
    }
    catch (JsonException)
    {
        return JsonValue.Create(text);
    }
}
{{#show}}

// Prints an answer.
static void Show(JsonNode? answer)
{
    if (answer is not (JsonObject or JsonArray))
    {
        Console.WriteLine(answer?.ToString() ?? "null");
        return;
    }
    var json = answer.ToJsonString(new JsonSerializerOptions
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
    // An emoji comes as two codes: they become the character again. Escaped backslashes stay as they are.
    Console.WriteLine(Regex.Replace(
        json,
        @"\\\\|\\uD...\\uD...",
        code => code.Length > 2 ? Regex.Unescape(code.Value) : code.Value));
}
{{/show}}
{{#query}}

// Writes names and values as a query.
static string Query(params (string Name, string Value)[] parts)
{
    var pairs = parts.Select(part => $"{Uri.EscapeDataString(part.Name)}={Uri.EscapeDataString(part.Value)}");
    return "?" + string.Join("&", pairs);
}
{{/query}}
{{#linked}}

// Takes a value out of an answer, to use it in the next request.
static string Pick(JsonNode? answer, params string[] names)
{
    var value = answer;
    foreach (var name in names)
    {
        value = (value as JsonObject)?[name];
    }
    return value is JsonValue
        ? value.ToString()
        : throw Stop($"The answer holds no {string.Join(".", names)}: {answer}");
}
{{/linked}}
{{#picture}}

// Saves a picture that came as a data: address.
static void SavePicture(JsonNode? answer, string name)
{
    var data = (answer as JsonObject)?[name]?.ToString() ?? throw Stop($"The answer holds no {name}: {answer}");
    File.WriteAllBytes("qr.png", Convert.FromBase64String(data[(data.IndexOf(',') + 1)..]));
    Console.WriteLine("Saved qr.png");
}
{{/picture}}
