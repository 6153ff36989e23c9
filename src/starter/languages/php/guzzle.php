<?php

// {{title}}

declare(strict_types=1);

use GuzzleHttp\Client;
use GuzzleHttp\Exception\GuzzleException;

require __DIR__ . '/vendor/autoload.php';

{{> settings.php}}

{{> stop.php}}

/** Makes one request and returns the answer. Ends the program if it is refused. */
{{^form}}
function call(string $method, string $path, array $query = [], ?array $body = null): mixed
{{/form}}
{{#form}}
function call(string $method, string $path, array $query = [], ?array $body = null, ?array $form = null): mixed
{{/form}}
{
    $client = new Client(['timeout' => 30, 'allow_redirects' => false, 'http_errors' => false]);
    $options = ['headers' => [{{headers}}], 'query' => $query];
    if ($body !== null) {
        // As an object, because an empty array would be written as a list.
        $options['json'] = (object) $body;
    }
{{#form}}
    if ($form !== null) {
        $options['form_params'] = $form;
    }
{{/form}}
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

{{> answers.php}}
{{> console.php}}
{{steps}}
