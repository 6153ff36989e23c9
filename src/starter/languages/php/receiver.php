<?php

// {{title}}

declare(strict_types=1);

const MAX_BYTES = 1_000_000;

{{#calls}}
{{> settings.php}}

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

{{#token|instance}}
function setting(string $name): string
{
    $value = getenv($name);
    if (!$value) {
        http_response_code(500);
        stop("Set the environment variable $name first.");
    }
    return $value;
}

{{/token|instance}}
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

{{> call_curl.php}}

{{> answers.php}}
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
