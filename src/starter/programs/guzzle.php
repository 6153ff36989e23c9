<?php

// {{title}}

declare(strict_types=1);

use GuzzleHttp\Client;
use GuzzleHttp\Exception\GuzzleException;

require __DIR__ . '/vendor/autoload.php';

// Credentials come from the environment, so that none stands in this file.
define('ACCESS_TOKEN', setting('WAWP_ACCESS_TOKEN'));
{{#instance}}
define('INSTANCE_ID', setting('WAWP_INSTANCE_ID'));
{{/instance}}
define('BASE_URL', rtrim(getenv('WAWP_BASE_URL') ?: '{{server}}', '/'));

function setting(string $name): string
{
    return getenv($name) ?: stop("Set the environment variable $name first.");
}

/** Says what is wrong and ends the program. */
function stop(string $reason): never
{
    fwrite(STDERR, $reason . PHP_EOL);
    exit(1);
}

/** Makes one request and returns the answer. Ends the program if it is refused. */
function call(string $method, string $path, array $query = [], ?array $body = null): mixed
{
    $client = new Client(['timeout' => 30, 'allow_redirects' => false, 'http_errors' => false]);
    $options = ['headers' => ['{{token_header}}' => ACCESS_TOKEN], 'query' => $query];
    if ($body !== null) {
        // As an object, because an empty array would be written as a list.
        $options['json'] = (object) $body;
    }
    for ($attempt = 1; $attempt <= 4; $attempt++) {
        try {
            $response = $client->request($method, BASE_URL . $path, $options);
            $text = (string) $response->getBody();
        } catch (GuzzleException $error) {
            // The gateway may have taken it: sending it again could do it twice.
            stop('No answer (' . $error::class . '). Look whether it was done before you try again.');
        }
        $status = $response->getStatusCode();
        if ($status !== 429) {
            break;
        }
        // Too many requests: this one was not taken, so it is safe to wait and ask again.
        $wait = $response->getHeaderLine('Retry-After');
        if ($attempt < 4) {
            sleep(ctype_digit($wait) ? min((int) $wait, 60) : 5);
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
/** Takes a value out of an answer, to use it in the next request. */
function pick(mixed $answer, string ...$names): string
{
    $value = $answer;
    foreach ($names as $name) {
        $value = $value->{$name} ?? null;
    }
    if (!is_scalar($value)) {
        stop('The answer holds no ' . implode('.', $names) . ': ' . json_encode($answer, JSON_UNESCAPED_UNICODE));
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
    echo 'Saved qr.png', PHP_EOL;
}

{{/picture}}
{{#pause}}
/** Asks for something and waits for Enter. */
function pause(string $text): void
{
    echo $text, PHP_EOL;
    fgets(STDIN);
}

{{/pause}}
{{#show}}
/** Prints an answer. */
function show(mixed $answer): void
{
    $flags = JSON_PRETTY_PRINT | JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES;
    echo is_string($answer) ? $answer : json_encode($answer, $flags), PHP_EOL;
}

{{/show}}
{{steps}}
