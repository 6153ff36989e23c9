<?php

// {{title}}

declare(strict_types=1);

const MAX_BYTES = 1_000_000;

{{#calls}}
// Credentials come from the environment, so that none stands in this file.
define('ACCESS_TOKEN', setting('WAWP_ACCESS_TOKEN'));
{{#instance}}
define('INSTANCE_ID', setting('WAWP_INSTANCE_ID'));
{{/instance}}
define('BASE_URL', rtrim(getenv('WAWP_BASE_URL') ?: '{{server}}', '/'));

{{/calls}}
// PHP's web server runs this file once for each request. Started by hand, it only checks the settings.
if (PHP_SAPI === 'cli') {
    exit('No setting is missing; the server can be started.' . PHP_EOL);
}

if (parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH) !== '/webhook') {
    refuse(404, 'Events go to /webhook.');
}
if ($_SERVER['REQUEST_METHOD'] !== 'POST') {
    header('Allow: POST');
    refuse(405, 'Events come by POST.');
}
// Events carry no signature, so anybody could send one. If WAWP_WEBHOOK_SECRET is set, only who knows it is heard:
// give the gateway the address with ?secret=... at its end.
$secret = (string) getenv('WAWP_WEBHOOK_SECRET');
$given = $_GET['secret'] ?? '';
if ($secret !== '' && !(is_string($given) && hash_equals($secret, $given))) {
    refuse(403, 'The secret is missing or wrong.');
}
$body = file_get_contents('php://input', length: MAX_BYTES + 1);
$event = strlen($body) > MAX_BYTES ? null : json_decode($body);
$name = $event->event ?? null;
if (!is_string($name)) {
    refuse(400, 'This is not an event.');
}

// The gateway waits for 5 seconds only, so it is answered before the event is handled.
respond(200, 'ok');
{{#some}}
$isWanted = {{is_wanted}};
if (!$isWanted) {
    exit;
}
{{/some}}
{{#calls}}
// PHP's web server takes one request after the other: events are handled in order, and the next delivery waits
// meanwhile. What waits too long is delivered again, and skipped here.
if (!isNew($event->id ?? null)) {
    exit;
}
{{/calls}}

{{#some}}
// $event->payload holds:
{{fields}}
{{/some}}
show(['event' => $name, 'payload' => $event->payload ?? null]);
{{#calls}}
{{#from_me}}
// A message of one's own is not handled: answering it would send another one, for ever.
if (($event->payload->fromMe ?? false) === true) {
    exit;
}
{{/from_me}}

{{steps}}

function setting(string $name): string
{
    $value = getenv($name);
    if (!$value) {
        http_response_code(500);
        stop("Set the environment variable $name first.");
    }
    return $value;
}

/** Says what is wrong and ends the work on this event. The server goes on. */
function stop(string $reason): never
{
    error_log($reason);
    exit(1);
}

/**
 * Remembers the id of a delivery; false if it came before. The gateway delivers again when in doubt.
 *
 * Each request starts with an empty memory, so that an empty file stands for each id; the newest 10,000 are kept.
 */
function isNew(mixed $id): bool
{
    if (!is_string($id)) {
        return true;
    }
    $folder = sys_get_temp_dir() . '/wawp-seen-' . md5(__FILE__);
    if (!is_dir($folder)) {
        mkdir($folder, 0700);
    }
    if (random_int(1, 1000) === 1) {
        $files = array_map(fn ($file) => "$folder/$file", array_diff(scandir($folder), ['.', '..']));
        usort($files, fn ($one, $other) => filemtime($other) <=> filemtime($one));
        array_map('unlink', array_slice($files, 10_000));
    }
    $file = "$folder/" . md5($id);
    // Only one can create a file with "x". Where none can be created, a delivery handled twice is better than none.
    return @fopen($file, 'x') !== false || !file_exists($file);
}

/** Makes one request and returns the answer. Gives the event up if it is refused. */
function call(string $method, string $path, array $query = [], ?array $body = null): mixed
{
    $url = BASE_URL . $path . ($query ? '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986) : '');
    $curl = curl_init($url);
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
        CURLOPT_HTTPHEADER => ['{{token_header}}: ' . ACCESS_TOKEN, 'Content-Type: application/json'],
        CURLOPT_TIMEOUT => 30,
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_HEADERFUNCTION => function ($curl, string $line) use (&$seconds): int {
            if (preg_match('/^retry-after:\s*(\d+)\s*$/i', $line, $match)) {
                $seconds = min((int) $match[1], 60);
            }
            return strlen($line);
        },
    ]);
    if ($body !== null) {
        // As an object, because an empty array would be written as a list.
        curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode((object) $body, JSON_THROW_ON_ERROR));
    }
    for ($attempt = 1; $attempt <= 4; $attempt++) {
        $seconds = 5;
        $text = curl_exec($curl);
        if ($text === false) {
            // The gateway may have taken it: sending it again could do it twice.
            stop('No answer (' . curl_error($curl) . '). Look whether it was done before you try again.');
        }
        $status = curl_getinfo($curl, CURLINFO_RESPONSE_CODE);
        if ($status !== 429) {
            break;
        }
        // Too many requests: this one was not taken, so it is safe to wait and ask again.
        if ($attempt < 4) {
            sleep($seconds);
        }
    }
    $answer = json_decode($text);
    if (json_last_error() !== JSON_ERROR_NONE) {
        $answer = $text; // Not every answer is JSON.
    }
    if ($status < 200 || $status > 299) {
        $reason = implode(' ', array_filter([$answer->code ?? null, $answer->message ?? null], 'is_string'));
        stop("$method $path was refused with status $status: " . ($reason ?: $text));
    }
    return $answer;
}

{{#linked}}
/** Takes a value out of the event or an answer, to use it in a request. */
function pick(mixed $answer, string ...$names): string
{
    $value = $answer;
    foreach ($names as $name) {
        $value = $value->{$name} ?? null;
    }
    if (!is_scalar($value)) {
        stop('There is no ' . implode('.', $names) . ' in ' . json_encode($answer, JSON_UNESCAPED_UNICODE));
    }
    return is_string($value) ? $value : json_encode($value);
}

{{/linked}}
{{#picture}}
/** Saves a picture that came as a data: address. */
function savePicture(mixed $answer, string $name): void
{
    $address = $answer->{$name} ?? null;
    $picture = is_string($address) ? base64_decode(explode(',', $address, 2)[1] ?? '') : '';
    if ($picture === '') {
        stop("The answer holds no picture in $name.");
    }
    file_put_contents('qr.png', $picture);
    show('Saved qr.png');
}

{{/picture}}
{{/calls}}
/** Answers with an error and ends. */
function refuse(int $status, string $reason): never
{
    respond($status, $reason);
    exit;
}

/** Answers the request at once, while the program goes on: with its length told, the answer is complete. */
function respond(int $status, string $text): void
{
    ignore_user_abort(true);
    set_time_limit(0);
    http_response_code($status);
    header('Content-Type: text/plain');
    header('Content-Length: ' . strlen($text));
    header('Connection: close');
    echo $text;
    while (ob_get_level() > 0) {
        ob_end_flush();
    }
    flush();
}

/** Prints something where the server was started; "echo" would put it in the answer. */
function show(mixed $value): void
{
    $flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;
    $line = is_string($value) ? $value : json_encode($value, $flags);
    file_put_contents('php://stdout', $line . PHP_EOL);
}
