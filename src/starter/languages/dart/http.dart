// {{title}}
import 'dart:convert';
import 'dart:io';

import 'package:http/http.dart' as http;

{{#token}}
late final String accessToken;
{{/token}}
{{#instance}}
late final String instanceId;
{{/instance}}
late final String baseUrl;

final client = http.Client();

Future<void> main() async {
  try {
{{#token|instance}}
    // Credentials come from the environment, so that none stands in this file.
{{/token|instance}}
{{#token}}
    accessToken = setting('{{token_variable}}');
{{/token}}
{{#instance}}
    instanceId = setting('{{session_variable}}');
{{/instance}}
    baseUrl = serverUrl();
    await run();
  } on Failure catch (failure) {
    stderr.writeln(failure.reason);
    exitCode = 1;
  } finally {
    client.close();
  }
}

Future<void> run() async {
  {{steps}}
}

/// What is wrong, and ends the program.
class Failure implements Exception {
  Failure(this.reason);

  final String reason;
}

{{#token|instance}}
/// Reads a setting from the environment.
String setting(String name) {
  final value = Platform.environment[name] ?? '';
  if (value.isEmpty) {
    throw Failure('Set the environment variable $name first.');
  }
  return value;
}

{{/token|instance}}
/// Where requests go: {{server_variable}}, if it is set.
String serverUrl() {
  final given = Platform.environment['{{server_variable}}'] ?? '';
  final address = given.isEmpty ? '{{server}}' : given;
  return address.replaceFirst(RegExp(r'/+$'), '');
}

/// Makes one request and returns the answer; a refusal is a [Failure].
Future<Object?> call(
  String method,
  String path, {
  Map<String, String>? query,
  Map<String, Object?>? body,
{{#form}}
  Map<String, String>? form,
{{/form}}
}) async {
  final url = Uri.parse(baseUrl + path).replace(queryParameters: query);
  var response = await send(method, url, body{{form|, form}});
  for (var attempt = 1; response.statusCode == 429 && attempt < 4; attempt++) {
    // Too many requests: this one was not taken, so it is safe to wait and ask again.
    final seconds = int.tryParse(response.headers['retry-after'] ?? '') ?? 5;
    await Future<void>.delayed(Duration(seconds: seconds.clamp(0, 60)));
    response = await send(method, url, body{{form|, form}});
  }
  final text = utf8.decode(response.bodyBytes, allowMalformed: true);
  final answer = decode(text);
  final status = response.statusCode;
  if (status < 200 || status > 299) {
    var reason = text;
    if (answer is Map && answer['code'] != null) {
      reason = '${answer['code']} ${answer['message'] ?? ''}';
    }
    throw Failure('$method $path was refused with status $status: $reason');
  }
  return answer;
}

/// Sends one request and waits at most 30 seconds for the whole answer.
Future<http.Response> send(
  String method,
  Uri url,
  Map<String, Object?>? body,
{{#form}}
  Map<String, String>? form,
{{/form}}
) async {
  // No redirect is followed: the token is for this server alone.
  final request = http.Request(method, url)..followRedirects = false;
{{#headers}}
  {{headers}}
{{/headers}}
  if (body != null) {
    request.headers['content-type'] = 'application/json';
    request.body = jsonEncode(body);
  }
{{#form}}
  if (form != null) {
    request.bodyFields = form;
  }
{{/form}}
  try {
    final answer = client.send(request).then(http.Response.fromStream);
    return await answer.timeout(const Duration(seconds: 30));
  } on Exception catch (error) {
    // The gateway may have taken it: sending it again could do it twice.
    throw Failure(
      'No answer (${error.runtimeType}). '
      'Look whether it was done before you try again.',
    );
  }
}

{{#linked}}
/// Takes a value out of an answer, to use it in the next request.
String pick(Object? answer, List<String> names) {
  var value = answer;
  for (final name in names) {
    value = value is Map ? value[name] : null;
  }
  if (value == null) {
    throw Failure('The answer holds no ${names.join('.')}: $answer');
  }
  return value.toString();
}

{{/linked}}
{{#picture}}
/// Saves a picture that came as a data: address.
void savePicture(Object? answer, String name) {
  final address = answer is Map ? answer[name] : null;
  if (address is! String || !address.startsWith('data:image/')) {
    throw Failure('The answer holds no picture in $name.');
  }
  final picture = base64Decode(address.substring(address.indexOf(',') + 1));
  File('qr.png').writeAsBytesSync(picture);
  print('Saved qr.png');
}

{{/picture}}
{{#pause}}
/// Asks for something and waits for Enter.
void pause(String text) {
  print(text);
  stdin.readLineSync();
}

{{/pause}}
{{#show}}
/// Prints an answer.
void show(Object? answer) {
  if (answer is String) {
    print(answer);
  } else {
    print(const JsonEncoder.withIndent('  ').convert(answer));
  }
}

{{/show}}
/// Reads JSON. Not every answer is JSON: one that is not stays text.
Object? decode(String text) {
  try {
    return jsonDecode(text);
  } on FormatException {
    return text;
  }
}
