/** Makes one request and returns the answer. It stops if the request is refused. */
{{^form}}
function call(string $method, string $path, array $query = [], ?array $body = null): mixed
{{/form}}
{{#form}}
function call(string $method, string $path, array $query = [], ?array $body = null, ?array $form = null): mixed
{{/form}}
{
    $url = BASE_URL . $path . ($query ? '?' . http_build_query($query, '', '&', PHP_QUERY_RFC3986) : '');
    $curl = curl_init($url);
{{#form}}
    $type = $form === null ? 'application/json' : 'application/x-www-form-urlencoded';
{{/form}}
    curl_setopt_array($curl, [
        CURLOPT_CUSTOMREQUEST => $method,
{{^form}}
        CURLOPT_HTTPHEADER => [{{headers}}{{headers|, }}'Content-Type: application/json'],
{{/form}}
{{#form}}
        CURLOPT_HTTPHEADER => [{{headers}}{{headers|, }}'Content-Type: ' . $type],
{{/form}}
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
{{#form}}
    if ($form !== null) {
        curl_setopt($curl, CURLOPT_POSTFIELDS, http_build_query($form));
    }
{{/form}}
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
