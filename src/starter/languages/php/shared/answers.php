{{#linked}}
/** Takes a value out of what arrived, to use it in a request. */
function pick(mixed $source, string ...$names): string
{
    $value = $source;
    foreach ($names as $name) {
        $value = $value->{$name} ?? null;
    }
    if (!is_scalar($value)) {
        stop('There is no ' . implode('.', $names) . ' in ' . json_encode($source, JSON_UNESCAPED_UNICODE));
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
