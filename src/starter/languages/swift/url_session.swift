// {{title}}
import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

{{#token|instance}}
// Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
let accessToken = setting("{{token_variable}}")
{{/token}}
{{#instance}}
let instanceID = setting("{{session_variable}}")
{{/instance}}
let baseURL = serverURL()

{{#token|instance}}
/// Reads a setting from the environment.
func setting(_ name: String) -> String {
    guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else {
        stop("Set the environment variable \(name) first.")
    }
    return value
}

{{/token|instance}}
/// Where requests go: {{server_variable}}, if it is set.
func serverURL() -> String {
    var address = ProcessInfo.processInfo.environment["{{server_variable}}"] ?? ""
    if address.isEmpty {
        address = "{{server}}"
    }
    while address.hasSuffix("/") {
        address.removeLast()
    }
    return address
}

/// Says what is wrong and ends the program.
func stop(_ reason: String) -> Never {
    FileHandle.standardError.write(Data((reason + "\n").utf8))
    exit(1)
}

/// One request and what comes back.
final class Exchange: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    private let finished = DispatchSemaphore(value: 0)
    private var received = Data()
    private var failure: Error?

    /// Sends the request. Ends the program if no whole answer comes within 30 seconds.
    func send(_ request: URLRequest) -> (response: HTTPURLResponse, text: String) {
        let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
        let task = session.dataTask(with: request)
        task.resume()
        let isInTime = finished.wait(timeout: .now() + 30) == .success
        session.invalidateAndCancel()
        guard isInTime, failure == nil, let response = task.response as? HTTPURLResponse else {
            // The gateway may have taken it: sending it again could do it twice.
            let reason = isInTime ? failure?.localizedDescription ?? "no HTTP" : "timeout"
            stop("No answer (\(reason)). Look whether it was done before you try again.")
        }
        return (response, String(decoding: received, as: UTF8.self))
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        received.append(data)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?
    ) {
        failure = error
        finished.signal()
    }

    /// No redirect is followed: the token is for this server alone.
    func urlSession(
        _ session: URLSession, task: URLSessionTask,
        willPerformHTTPRedirection response: HTTPURLResponse, newRequest request: URLRequest,
        completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

/// Makes one request and returns the answer. Ends the program if it is refused.
func call(
    _ method: String, _ path: String, query: [String: String] = [:], body: [String: Any]? = nil{{form|,}}
{{#form}}
    form: [String: String]? = nil
{{/form}}
) -> Any {
    var address = baseURL + path
    if !query.isEmpty {
{{^form}}
        let pairs = query.map { name, value in encode(name) + "=" + encode(value) }
        address += "?" + pairs.joined(separator: "&")
{{/form}}
{{#form}}
        address += "?" + encode(query)
{{/form}}
    }
    guard let url = URL(string: address) else {
        stop("{{server_variable}} is not an address.")
    }
    var request = URLRequest(url: url)
    request.httpMethod = method
{{#headers}}
    {{headers}}
{{/headers}}
    if let body = body {
        guard let json = try? JSONSerialization.data(withJSONObject: body) else {
            stop("The request cannot be written as JSON.")
        }
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = json
    }
{{#form}}
    if let form = form {
        request.setValue(
            "application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(encode(form).utf8)
    }
{{/form}}

    var attempt = 1
    var (response, text) = Exchange().send(request)
    while response.statusCode == 429 && attempt < 4 {
        // Too many requests: this one was not taken, so it is safe to wait and ask again.
        let seconds = Int(response.value(forHTTPHeaderField: "Retry-After") ?? "") ?? 5
        Thread.sleep(forTimeInterval: Double(min(max(seconds, 0), 60)))
        (response, text) = Exchange().send(request)
        attempt += 1
    }

    // Not every answer is JSON: one that is not stays text.
    let json = try? JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
    guard (200...299).contains(response.statusCode) else {
        var reason = text
        if let fault = json as? [String: Any], let code = fault["code"] as? String {
            reason = code + " " + (fault["message"] as? String ?? "")
        }
        stop("\(method) \(path) was refused with status \(response.statusCode): \(reason)")
    }
    return json ?? text
}

/// Writes a value so that it can stand in an address.
func encode(_ text: String) -> String {
    let plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"
    let allowed = CharacterSet(charactersIn: plain)
    return text.addingPercentEncoding(withAllowedCharacters: allowed) ?? ""
}

{{#form}}
/// Writes names and values as a query or a form.
func encode(_ pairs: [String: String]) -> String {
    pairs.map { name, value in encode(name) + "=" + encode(value) }.joined(separator: "&")
}

{{/form}}
{{#linked}}
/// Takes a value out of an answer, to use it in the next request.
func pick(_ answer: Any, _ names: String...) -> String {
    var value: Any? = answer
    for name in names {
        value = (value as? [String: Any])?[name]
    }
    guard let found = value, found is String || found is NSNumber else {
        stop("The answer holds no \(names.joined(separator: ".")): \(answer)")
    }
    return "\(found)"
}

{{/linked}}
{{#picture}}
/// Saves a picture that came as a data: address.
func savePicture(_ answer: Any, _ name: String) {
    let address = (answer as? [String: Any])?[name] as? String ?? ""
    let parts = address.components(separatedBy: ",")
    guard parts.count == 2, let picture = Data(base64Encoded: parts[1]) else {
        stop("The answer holds no picture in \(name).")
    }
    do {
        try picture.write(to: URL(fileURLWithPath: "qr.png"))
    } catch {
        stop("The picture was not saved: \(error.localizedDescription)")
    }
    print("Saved qr.png")
}

{{/picture}}
{{#pause}}
/// Asks for something and waits for Enter.
func pause(for text: String) {
    print(text)
    _ = readLine()
}

{{/pause}}
{{#show}}
/// Prints an answer.
func show(_ answer: Any) {
    let options: JSONSerialization.WritingOptions = [
        .prettyPrinted, .sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed,
    ]
    if let text = answer as? String {
        print(text)
    } else if let json = try? JSONSerialization.data(withJSONObject: answer, options: options) {
        print(String(decoding: json, as: UTF8.self))
    }
}

{{/show}}
{{steps}}
